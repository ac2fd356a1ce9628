package relevo.batch;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import relevo.dialog.Pack;
import relevo.journal.Log;
import relevo.matcher.Matcher;
import relevo.review.Kind;
import relevo.review.Rate;
import relevo.review.Review;
import relevo.review.ReviewFolder;
import relevo.review.Suggestion;

/**
 * The learning steps of a night, each from files to a file: mine, draft, back-test, effects. Each can be done again and
 * gives the same. One thread; what is heavy (packs, indexes) is made when it is first needed and kept for the run.
 */
final class Learn {
    private static final int HISTORY_DAYS = 60;
    /** Decisions that are taken again for suggestions one by one, besides those taken with all of them. */
    private static final long ALONE_DECISIONS_MAX = 200_000;

    private static final TypeReference<List<Suggestion>> SUGGESTIONS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, MiningResult>> MINED = new TypeReference<>() {};

    private final Night night;
    private final Content content;
    private final NightStore store;
    private final ReviewFolder reviews;
    private final Mining mining;
    private final LiveContent live;

    Learn(Night night, Content content, NightStore store, ReviewFolder reviews, Mining mining) {
        this.night = night;
        this.content = content;
        this.store = store;
        this.reviews = reviews;
        this.mining = mining;
        this.live = new LiveContent(content);
    }

    /** Finds topics in conversations. */
    interface Mining {
        MiningResult mine(List<MinedConversation> conversations, MiningMemory earlier);
    }

    /** Topics by pack, and the memory for the next night. */
    void mine(Path sessionsFile, Path minedFile) throws IOException {
        Map<String, List<MinedConversation>> byPack = new TreeMap<>();
        for (Session session : WorkFile.readLines(sessionsFile, Session.class)) {
            byPack.computeIfAbsent(session.pack(), pack -> new ArrayList<>()).add(session.mined());
        }
        Map<String, MiningResult> mined = new TreeMap<>();
        for (String pack : packs().keySet()) {
            String before = store.memoryBefore(night.date(), pack);
            MiningMemory memory = before == null ? MiningMemory.EMPTY : WorkFile.value(before, MiningMemory.class);
            MiningResult result = mining.mine(byPack.getOrDefault(pack, List.of()), memory);
            mined.put(pack, result);
            store.memory(night.date(), pack, WorkFile.text(result.memory()));
        }
        WorkFile.write(minedFile, mined);
    }

    /** Suggestions about topics, answers, triggers, routes and queues. */
    void draft(Path sessionsFile, Path minedFile, Path talliesFile, Path draftedFile) throws IOException {
        Map<String, Session> sessions = WorkFile.readLines(sessionsFile, Session.class).stream()
                .collect(Collectors.toMap(Session::id, session -> session, (one, two) -> one));
        Map<String, MiningResult> mined = WorkFile.read(minedFile, MINED);
        Tallies.Finished tallies = WorkFile.read(talliesFile, Tallies.Finished.class);
        String from = night.day().date().minusDays(HISTORY_DAYS).toString();
        String yesterday = night.day().date().minusDays(1).toString();
        List<NightStore.AnswerDay> history = store.answers(from, yesterday);
        List<Suggestion> drafted = new ArrayList<>();
        for (Pack pack : packs().values()) {
            Proposals proposals = proposals(pack);
            Advice advice = new Advice(pack, proposals, settled());
            MiningResult result = mined.get(pack.name());
            if (result != null) {
                drafted.addAll(proposals.ofTopics(result, sessions));
            }
            drafted.addAll(proposals.ofAnswers(tallies));
            drafted.addAll(advice.triggers(tallies));
            drafted.addAll(advice.routes(tallies));
            drafted.addAll(advice.coaching(tallies));
            drafted.addAll(advice.retired(history));
        }
        WorkFile.write(draftedFile, unique(drafted));
    }

    /** The drafts with what the window's messages would have got with them, and suggestions about thresholds. */
    void backtest(Log log, int parts, Path draftedFile, Path sessionsFile, Path testedFile) throws IOException {
        List<Suggestion> drafted = WorkFile.read(draftedFile, SUGGESTIONS);
        Map<String, Replay.Trial> trials = new LinkedHashMap<>();
        for (Pack pack : packs().values()) {
            trials.put(pack.name(), live.trial(pack, drafted));
        }
        Replay.Outcome outcome = new Replay(log, night.span(), night.through(), content.numbers(), trials).run(parts);
        List<Suggestion> tested = new ArrayList<>();
        long budget = ALONE_DECISIONS_MAX;
        for (Suggestion suggestion : drafted) {
            if (!isTried(suggestion)) {
                tested.add(suggestion);
                continue;
            }
            // Published by itself, an entry also draws what another suggestion would have taken: so each is tried
            // alone,
            // as long as that is not too much.
            boolean alone = budget >= outcome.decisions();
            budget -= outcome.decisions();
            Replay.Outcome own = alone ? live.replay(log, night, parts, List.of(suggestion)) : outcome;
            tested.add(suggestion.with(tested(suggestion, own, night.days(), alone), null));
        }
        Map<String, Set<String>> contacts = new HashMap<>();
        for (Session session : WorkFile.readLines(sessionsFile, Session.class)) {
            contacts.computeIfAbsent(session.pack(), pack -> new HashSet<>()).add(session.contact());
        }
        for (Pack pack : packs().values()) {
            int behind = contacts.getOrDefault(pack.name(), Set.of()).size();
            if (behind >= Proposals.CONTACTS_MIN) {
                tested.addAll(new Advice(pack, proposals(pack), settled()).thresholds(outcome, behind));
            }
        }
        WorkFile.write(testedFile, new Tested(tested, outcome.decisions(), outcome.differing()));
    }

    private static boolean isTried(Suggestion suggestion) {
        return suggestion.kind() == Kind.PHRASINGS
                || suggestion.kind() == Kind.NEW_ANSWER && suggestion.proposal().answer() != null;
    }

    /** What the back-test leaves. */
    record Tested(List<Suggestion> suggestions, long decisions, long differing) {}

    /** Rows of the day; what became of what is live; the night's suggestions into the store. */
    void effects(Path minedFile, Path talliesFile, Path testedFile, Path learnedFile) throws IOException {
        Map<String, MiningResult> mined = WorkFile.read(minedFile, MINED);
        Tallies.Finished tallies = WorkFile.read(talliesFile, Tallies.Finished.class);
        store.answers(night.date(), answerDays(tallies));
        store.topics(
                night.date(),
                topicDays(
                        mined,
                        WorkFile.readLines(testedFile.resolveSibling("sessions.jsonl"), Session.class),
                        tallies.minedOneIn()));
        List<Review> known = reviews.reviews();
        store.reviews(known);
        String from = night.day().date().minusDays(HISTORY_DAYS).toString();
        Effects effects =
                new Effects(night.day().zone(), store.answers(from, night.date()), store.topics(from, night.date()));
        List<Suggestion> measured = new ArrayList<>();
        Map<String, Suggestion> earlier = earlier();
        Effects.published(known, night.day().untilMs()).forEach((id, review) -> {
            Suggestion suggestion = earlier.get(id);
            if (suggestion != null) {
                measured.add(renewed(suggestion).with(suggestion.backtest(), effects.of(suggestion, review)));
            }
        });
        Tested tested = WorkFile.read(testedFile, Tested.class);
        List<Suggestion> all = new ArrayList<>(tested.suggestions());
        all.addAll(measured);
        store.suggestions(night.date(), unique(all));
        Set<String> words = new TreeSet<>();
        mined.values().forEach(result -> result.topics().forEach(topic -> words.addAll(topic.newWords())));
        WorkFile.write(
                learnedFile,
                new Learned(
                        tested.suggestions(),
                        measured,
                        tested.decisions(),
                        tested.differing(),
                        words.stream().limit(30).toList()));
    }

    /** What the report says of the learning. */
    record Learned(
            List<Suggestion> suggestions,
            List<Suggestion> effects,
            long backtested,
            long differing,
            List<String> newWords) {}

    /** The back-test's figures of one suggestion. */
    static Suggestion.Backtest tested(Suggestion suggestion, Replay.Outcome outcome, int days, boolean alone) {
        Judgement.Score score =
                outcome.of(suggestion.pack(), suggestion.proposal().faq());
        long judged = score.right + score.wrong;
        return new Suggestion.Backtest(
                alone,
                days,
                outcome.decisions(),
                score.nearest,
                score.gained,
                score.changed,
                score.avoided,
                score.right,
                score.wrong,
                Rate.of(Math.min(score.answered, score.nearest), score.nearest),
                judged == 0 ? null : Rate.of(score.right, judged),
                Proposals.round(score.answered / (double) days),
                score.changes);
    }

    private List<NightStore.AnswerDay> answerDays(Tallies.Finished tallies) {
        List<NightStore.AnswerDay> days = new ArrayList<>();
        tallies.all("nearest").forEach((key, nearest) -> {
            String[] part = key.split("\\|", -1);
            if (!part[0].isEmpty()) {
                days.add(new NightStore.AnswerDay(
                        night.date(),
                        part[0],
                        part[1],
                        nearest.count(),
                        tallies.of("said", part[0], part[1]).count(),
                        tallies.of("handed", part[0], part[1]).count(),
                        tallies.of("unhappy", part[0], part[1]).count()));
            }
        });
        return days;
    }

    /**
     * Of each topic the day's own messages, though it was found in the whole window; of a sample as many as there will
     * have been in all, so that nights can be compared.
     */
    private List<NightStore.TopicDay> topicDays(
            Map<String, MiningResult> mined, List<Session> sessions, int minedOneIn) {
        Map<String, Session> byId = new HashMap<>();
        sessions.forEach(session -> byId.put(session.id(), session));
        List<NightStore.TopicDay> days = new ArrayList<>();
        mined.forEach((pack, result) -> {
            Map<Integer, long[]> counts = new HashMap<>();
            for (MiningResult.Assignment one : result.assignments()) {
                Session session = byId.get(one.conversation());
                if (one.cluster() >= 0
                        && session != null
                        && night.day().contains(session.lines().get(one.turn()).atMs())) {
                    long[] count = counts.computeIfAbsent(one.cluster(), cluster -> new long[2]);
                    count[0] += minedOneIn;
                    count[1] += session.escalated() ? minedOneIn : 0;
                }
            }
            Map<String, long[]> byTopic = new TreeMap<>();
            for (Topic topic : result.topics()) {
                long[] count = counts.get(topic.cluster());
                if (count != null) {
                    byTopic.put(Proposals.topicId(pack, topic), count);
                }
            }
            byTopic.forEach(
                    (topic, count) -> days.add(new NightStore.TopicDay(night.date(), pack, topic, count[0], count[1])));
        });
        return days;
    }

    /** A live one is written anew by each night, so that it does not expire. */
    private Suggestion renewed(Suggestion old) {
        return new Suggestion(
                old.id(),
                old.pack(),
                old.kind(),
                old.lang(),
                old.title(),
                old.proposal(),
                old.evidence(),
                old.backtest(),
                old.effect(),
                old.risks(),
                old.clashes(),
                night.date(),
                old.firstNight(),
                LocalDate.parse(night.date()).plusDays(Proposals.EXPIRES_DAYS).toString());
    }

    private Proposals proposals(Pack pack) {
        return new Proposals(pack, matcher(pack), night.span(), earlier(), settled());
    }

    private Map<String, Suggestion> earlier() {
        Map<String, Suggestion> earlier = new TreeMap<>();
        store.suggestionsBefore(night.date()).forEach(one -> earlier.put(one.id(), one));
        return earlier;
    }

    /** What is live or was merged by the end of the day. */
    private Set<String> settled() {
        List<Review> known = reviews.reviews();
        Set<String> settled =
                new HashSet<>(Effects.published(known, night.day().untilMs()).keySet());
        for (Review review : known) {
            if (review.act() == Review.Act.MERGE && review.atMs() < night.day().untilMs()) {
                settled.add(review.suggestion());
            }
        }
        return settled;
    }

    private static List<Suggestion> unique(List<Suggestion> suggestions) {
        Map<String, Suggestion> byId = new LinkedHashMap<>();
        suggestions.forEach(one -> byId.putIfAbsent(one.id(), one));
        return List.copyOf(byId.values());
    }

    private Map<String, Pack> packs() {
        return live.packs();
    }

    private Matcher matcher(Pack pack) {
        return live.matcher(pack);
    }
}
