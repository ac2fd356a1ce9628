package relevo.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Pack;
import relevo.matcher.FaqEntry;
import relevo.matcher.Match;
import relevo.matcher.Matcher;
import relevo.review.Kind;
import relevo.review.Risks;
import relevo.review.Suggestion;

/**
 * From what the night found in one pack's conversations to suggestions about its answers. Nothing rests on fewer than
 * {@link #CONTACTS_MIN} contacts. Deterministic; one thread.
 *
 * <pre>
 *   topic, near a live answer that says the same     phrasings for it
 *   topic otherwise                                  a new answer, drafted from what agents wrote
 *   answer after which the same is asked again       improve it
 *   answer after which a person is wanted            guide, then offer one
 * </pre>
 */
final class Proposals {
    static final int CONTACTS_MIN = 5;
    static final int EXPIRES_DAYS = 28;

    private static final double CLASH_FROM = 0.5;
    private static final double SAME_ANSWER_FROM = 0.35;
    private static final double OTHER_ANSWER_TO = 0.2;
    /** Share of an answer's customers, at the lower end of its interval. */
    private static final double UNHAPPY_FROM = 0.2;

    private static final int TITLE_MAX = 40;

    private static final Map<String, String> OFFER = Map.of(
            "es", "¿Te ayudó? Si prefieres que lo vea contigo una persona, escribe *asesor* y te paso.",
            "pt", "Ajudou? Se preferir falar com uma pessoa, escreva *atendente* e eu transfiro.",
            "en", "Did that help? If you would rather talk to a person, type *agent* and I will pass you on.");

    private final Pack pack;
    private final Matcher live;
    private final Span span;
    private final Map<String, Suggestion> earlier;
    private final Set<String> settled;

    /**
     * @param live the matcher of the pack as it is
     * @param earlier the newest state of suggestions of nights before, by id
     * @param settled ids that were published or merged: they are not proposed again
     */
    Proposals(Pack pack, Matcher live, Span span, Map<String, Suggestion> earlier, Set<String> settled) {
        this.pack = pack;
        this.live = live;
        this.span = span;
        this.earlier = earlier;
        this.settled = settled;
    }

    /** Suggestions for the topics, in the order of the topics. */
    List<Suggestion> ofTopics(MiningResult mined, Map<String, Session> sessions) {
        Map<Integer, Set<String>> conversations = new HashMap<>();
        for (MiningResult.Assignment one : mined.assignments()) {
            conversations.computeIfAbsent(one.cluster(), c -> new HashSet<>()).add(one.conversation());
        }
        int days = activeDays(sessions);
        List<Suggestion> proposed = new ArrayList<>();
        for (TopicGroup group : TopicGroup.of(mined.topics(), topic -> isOpen(topic))) {
            Set<String> own = new HashSet<>();
            group.topics().forEach(topic -> own.addAll(conversations.getOrDefault(topic.cluster(), Set.of())));
            Set<String> contacts = new HashSet<>();
            long escalated = 0;
            for (String conversation : own) {
                Session session = sessions.get(conversation);
                if (session != null) {
                    contacts.add(session.contact());
                    escalated += session.escalated() ? 1 : 0;
                }
            }
            proposed.add(ofGroup(id(group), group, contacts.size(), own.size(), (int) escalated, days));
        }
        return proposed;
    }

    private boolean isOpen(Topic topic) {
        return topic.contacts() >= CONTACTS_MIN
                && pack.langs().contains(topic.lang())
                && !settled.contains(topicId(pack.name(), topic));
    }

    /** The id that an earlier night gave to one of the topics, else the largest topic's. */
    private String id(TopicGroup group) {
        return group.topics().stream()
                .map(topic -> topicId(pack.name(), topic))
                .filter(earlier::containsKey)
                .findFirst()
                .orElseGet(() -> topicId(pack.name(), group.topics().getFirst()));
    }

    /** Days of the window on which anybody wrote: a journal may be younger than the window, a shop closed on Sundays. */
    private int activeDays(Map<String, Session> sessions) {
        Set<LocalDate> days = new HashSet<>();
        for (Session session : sessions.values()) {
            if (session.pack().equals(pack.name())) {
                days.add(LocalDate.ofInstant(
                        Instant.ofEpochMilli(session.lines().getFirst().atMs()),
                        span.last().zone()));
            }
        }
        return Math.max(1, days.size());
    }

    /** The id of the suggestion that a topic leads to. */
    static String topicId(String pack, Topic topic) {
        return slug(pack + "-" + topic.id(), 80);
    }

    private Suggestion ofGroup(String id, TopicGroup group, int contacts, int conversations, int escalated, int days) {
        Topic topic = group.whole();
        String near = nearLive(topic);
        FaqEntry entry = near == null ? null : entry(topic.lang(), near);
        Draft draft = topic.draft();
        boolean says = entry != null
                && (draft == null
                        || Words.shared(Words.of(draft.text()), Words.of(entry.answer())) >= SAME_ANSWER_FROM);
        Suggestion.Proposal proposal = entry != null && says ? phrasings(topic, entry) : newAnswer(id, topic, draft);
        Kind kind = entry != null && says ? Kind.PHRASINGS : Kind.NEW_ANSWER;
        Suggestion.Evidence evidence = new Suggestion.Evidence(
                contacts,
                conversations,
                topic.size(),
                round(topic.size() / (double) days),
                topic.earlierSize() > 0 ? round(topic.size() / topic.earlierSize() - 1) : null,
                topic.trend().name().toLowerCase(Locale.ROOT),
                escalated,
                topic.evidence().stream().map(Topic.Evidence::text).toList());
        return suggestion(id, kind, topic.lang(), topic.title(), proposal, evidence, clashes(topic, kind, near));
    }

    private static Suggestion.Proposal phrasings(Topic topic, FaqEntry entry) {
        return Suggestion.Proposal.of(entry.id(), entry.question(), topic.phrasings(), null, List.of());
    }

    private Suggestion.Proposal newAnswer(String id, Topic topic, @Nullable Draft draft) {
        Suggestion before = earlier.get(id);
        String faq = before != null && before.kind() == Kind.NEW_ANSWER
                ? before.proposal().faq()
                : freeId(slug(topic.title(), TITLE_MAX));
        List<String> phrasings = topic.phrasings();
        Map<String, Set<String>> from = new LinkedHashMap<>();
        if (draft != null) {
            draft.sources()
                    .forEach(source -> from.computeIfAbsent(source.sentence(), s -> new HashSet<>())
                            .add(source.conversation()));
        }
        return Suggestion.Proposal.of(
                faq,
                phrasings.isEmpty() ? topic.title() : phrasings.getFirst(),
                phrasings.isEmpty() ? List.of() : phrasings.subList(1, phrasings.size()),
                draft == null ? null : draft.text(),
                from.entrySet().stream()
                        .map(entry -> new Suggestion.Source(
                                entry.getKey(), entry.getValue().size()))
                        .toList());
    }

    private String freeId(String wanted) {
        String base = wanted.isEmpty() ? "tema" : wanted;
        String id = base;
        for (int n = 2; isTaken(id); n++) {
            id = base + "-" + n;
        }
        return id;
    }

    private boolean isTaken(String id) {
        return pack.faqByLang().values().stream().anyMatch(byId -> byId.containsKey(id));
    }

    /** The live answer that most of the topic's phrasings come near to; null when there is none. */
    private @Nullable String nearLive(Topic topic) {
        Map<String, Integer> votes = new TreeMap<>();
        for (String phrasing : topic.phrasings()) {
            Match match = live.match(phrasing, topic.lang());
            if (!match.candidates().isEmpty()
                    && match.lang().equals(topic.lang())
                    && 1000 * match.confidence() >= Sessionizer.NEAR_MIN) {
                votes.merge(match.candidates().getFirst().id(), 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .filter(vote -> 2 * vote.getValue() > topic.phrasings().size())
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private List<Suggestion.Clash> clashes(Topic topic, Kind kind, @Nullable String near) {
        Map<String, Double> sure = new TreeMap<>();
        for (String phrasing : topic.phrasings()) {
            Match match = live.match(phrasing, topic.lang());
            if (match.confidence() >= CLASH_FROM && match.lang().equals(topic.lang())) {
                sure.merge(match.candidates().getFirst().id(), match.confidence(), Math::max);
            }
        }
        if (near != null && kind == Kind.NEW_ANSWER) {
            sure.putIfAbsent(near, CLASH_FROM);
        }
        List<Suggestion.Clash> clashes = new ArrayList<>();
        sure.forEach((faq, confidence) -> {
            FaqEntry entry = entry(topic.lang(), faq);
            if (entry != null && !(kind == Kind.PHRASINGS && faq.equals(near))) {
                Draft draft = topic.draft();
                boolean other = draft != null
                        && Words.shared(Words.of(draft.text()), Words.of(entry.answer())) < OTHER_ANSWER_TO;
                clashes.add(new Suggestion.Clash(
                        faq, entry.question(), round(confidence), other ? "contradiction" : "near-duplicate"));
            }
        });
        return clashes;
    }

    /** Suggestions for answers after which customers were not content. */
    List<Suggestion> ofAnswers(Tallies.Finished tallies) {
        List<Suggestion> proposed = new ArrayList<>();
        tallies.all("answered").forEach((key, answered) -> {
            String[] part = key.split("\\|", -1);
            FaqEntry entry = part[0].equals(pack.name()) ? entry(part[1], part[2]) : null;
            if (entry != null) {
                add(proposed, Kind.IMPROVE_ANSWER, entry, answered, tallies.of("again", part[0], part[1], part[2]));
                add(proposed, Kind.GUIDE_THEN_OFFER, entry, answered, tallies.of("person", part[0], part[1], part[2]));
            }
        });
        return proposed;
    }

    private void add(
            List<Suggestion> proposed, Kind kind, FaqEntry entry, Tallies.Tally answered, Tallies.Tally followed) {
        String id = slug(kind.word() + "-" + pack.name() + "-" + entry.lang() + "-" + entry.id(), 80);
        long part = Math.min(followed.contacts(), answered.contacts());
        if (part < CONTACTS_MIN
                || settled.contains(id)
                || relevo.review.Rate.of(part, answered.contacts()).low() < UNHAPPY_FROM) {
            return;
        }
        String offer = OFFER.getOrDefault(entry.lang(), "");
        if (kind == Kind.GUIDE_THEN_OFFER && entry.answer().endsWith(offer)) {
            return;
        }
        String answer = kind == Kind.GUIDE_THEN_OFFER ? entry.answer() + "\n\n" + offer : entry.answer();
        long percent = Math.round(100.0 * part / answered.contacts());
        String advice = kind == Kind.GUIDE_THEN_OFFER
                ? percent + " % de los clientes pide una persona justo después de esta respuesta."
                : percent + " % de los clientes vuelve a preguntar justo después de esta respuesta.";
        proposed.add(suggestion(
                id,
                kind,
                entry.lang(),
                entry.question(),
                Suggestion.Proposal.of(entry.id(), entry.question(), answer, advice),
                evidence(followed, kind == Kind.GUIDE_THEN_OFFER ? followed.contacts() : 0),
                List.of()));
    }

    private Suggestion.Evidence evidence(Tallies.Tally tally, long escalated) {
        return new Suggestion.Evidence(
                (int) tally.contacts(),
                (int) tally.contacts(),
                (int) tally.count(),
                round(tally.count() / (double) span.days()),
                null,
                "steady",
                (int) escalated,
                tally.texts());
    }

    Suggestion suggestion(
            String id,
            Kind kind,
            String lang,
            String title,
            Suggestion.Proposal proposal,
            Suggestion.Evidence evidence,
            List<Suggestion.Clash> clashes) {
        String night = span.last().date().toString();
        Suggestion before = earlier.get(id);
        return new Suggestion(
                id,
                pack.name(),
                kind,
                lang,
                title,
                proposal,
                evidence,
                null,
                null,
                Risks.of(proposal.answer()),
                clashes,
                night,
                before == null ? night : before.firstNight(),
                span.last().date().plusDays(EXPIRES_DAYS).toString());
    }

    private @Nullable FaqEntry entry(String lang, String faq) {
        return pack.faqByLang().getOrDefault(lang, Map.of()).get(faq);
    }

    /** Lower-case letters, digits and hyphens. */
    static String slug(String text, int max) {
        String plain = Wording.fold(text).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.length() <= max ? plain : plain.substring(0, max).replaceAll("-+$", "");
    }

    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
