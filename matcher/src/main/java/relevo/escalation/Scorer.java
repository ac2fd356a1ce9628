package relevo.escalation;

import static relevo.escalation.Feature.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import relevo.escalation.Signs.Kind;
import relevo.escalation.Signs.Mark;

/**
 * Scores how much a message needs a person. A score is a sum of features, each {@code value * weight} with the weights of
 * the pack, so that anyone can add it up by hand; hard triggers (a plain request, fraud, the third failed attempt …)
 * decide alone. More of any one signal never lowers a score. Pure; any thread; linear in the length of the text.
 */
public final class Scorer {
    private static final double LETTERS_TO_SHOUT = 8;
    private static final double SHARE_TO_SHOUT = 0.6;
    private static final int FEELING =
            Kind.STRONG.bit() | Kind.MILD.bit() | Kind.GOOD.bit() | Kind.INTENSIFIER.bit() | Kind.NEGATION.bit();
    private static final Comparator<Contribution> BY_FEATURE = Comparator.comparing(Contribution::feature);
    private static final int EMOJI_MAX = 3;
    private static final int ELONGATIONS_MAX = 3;
    private static final int EXCLAMATIONS_TO_COUNT = 3;

    private final Triggers triggers;
    private final Phrases<Mark> phrases;
    private final List<String> langs;

    public Scorer(Triggers triggers) {
        this.triggers = triggers;
        this.langs = List.copyOf(triggers.languages().keySet());
        Phrases.Builder<Mark> builder = new Phrases.Builder<>();
        triggers.languages().forEach((lang, words) -> addLanguage(builder, langs.indexOf(lang), words));
        for (Triggers.Topic topic : triggers.topics()) {
            topic.phrases().forEach((lang, list) -> {
                if (langs.contains(lang)) {
                    Mark mark = new Mark(langs.indexOf(lang), Kind.TOPIC, topic);
                    list.forEach(phrase -> builder.add(phrase, mark));
                }
            });
        }
        this.phrases = builder.build();
    }

    /** Scores one text: its {@link #tone} in a situation. */
    public Score score(FoldedText text, String lang, Situation situation) {
        return score(tone(text, lang), situation);
    }

    /** Whether a text calls for a person by itself: as {@link Tone#hard} of its {@link #tone}, and nothing else. */
    public boolean alarms(FoldedText text) {
        Signs[] signs = signs(text);
        if (asksForPerson(text, signs)) {
            return true;
        }
        for (Signs ofLang : signs) {
            for (Signs.Sign sign : ofLang.listed()) {
                Triggers.Topic topic = sign.mark().topic();
                if (topic != null && topic.hard() && !ofLang.negated(sign.from())) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Reads one text.
     *
     * @param lang language of the text; requests for a person and topics are understood in every language
     */
    public Tone tone(FoldedText text, String lang) {
        Signs[] signs = signs(text);
        List<Contribution> parts = new ArrayList<>();
        if (asksForPerson(text, signs)) {
            parts.add(Contribution.of(EXPLICIT_REQUEST, null, 1, 1, true));
        } else if (namesPerson(signs)) {
            add(parts, KEYWORD, 1);
        }
        addTopics(parts, signs);
        int at = langs.indexOf(lang);
        Signs own = at < 0 ? null : signs[at];
        double sentiment = own == null ? 0 : Contribution.round(SentimentMeter.measure(own));
        add(parts, NEGATIVE_SENTIMENT, sentiment);
        add(parts, ANGRY_EMOJI, angryEmoji(text));
        add(parts, ELONGATION, elongation(text));
        add(parts, SHOUTING, shouting(text));
        return new Tone(List.copyOf(parts), sentiment, own == null ? 0 : own.count(FEELING));
    }

    /** Scores a text that has been read. */
    public Score score(Tone tone, Situation situation) {
        List<Contribution> parts = new ArrayList<>(tone.parts());
        addSituation(parts, situation, tone.hard());
        add(parts, MOOD_TREND, situation.mood());
        parts.sort(BY_FEATURE);
        double total = 0;
        for (Contribution part : parts) {
            total += part.contribution();
        }
        return new Score(List.copyOf(parts), Contribution.round(total), tone.sentiment(), tone.feelingWords());
    }

    private void addSituation(List<Contribution> parts, Situation situation, boolean called) {
        if (situation.unknown() && !called) {
            boolean last = situation.failedAttempts() >= situation.failedAttemptsMax();
            double share = (double) situation.failedAttempts() / Math.max(1, situation.failedAttemptsMax());
            parts.add(
                    Contribution.of(FAILED_ATTEMPTS, null, Math.min(1, share), triggers.weight(FAILED_ATTEMPTS), last));
        }
        add(parts, OUT_OF_KNOWLEDGE, called || situation.unsupported() ? 0 : situation.doubt());
        add(parts, UNSUPPORTED_CONTENT, situation.unsupported() ? 1 : 0);
        add(parts, REPEATED_QUESTION, situation.repeats());
        add(
                parts,
                SEGMENT,
                switch (situation.segment()) {
                    case "vip" -> 1;
                    case "premium" -> 0.5;
                    default -> 0;
                });
    }

    private static boolean asksForPerson(FoldedText text, Signs[] signs) {
        for (Signs ofLang : signs) {
            if (RequestFinder.asksForPerson(text, ofLang)) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesPerson(Signs[] signs) {
        for (Signs ofLang : signs) {
            if (RequestFinder.namesPerson(ofLang)) {
                return true;
            }
        }
        return false;
    }

    /** Each topic once, in the order found. */
    private static void addTopics(List<Contribution> parts, Signs[] signs) {
        int first = parts.size();
        for (Signs ofLang : signs) {
            for (Signs.Sign sign : ofLang.listed()) {
                Triggers.Topic topic = sign.mark().topic();
                if (topic != null
                        && !isAmong(parts.subList(first, parts.size()), topic)
                        && !ofLang.negated(sign.from())) {
                    parts.add(Contribution.of(topic.feature(), topic.name(), 1, topic.weight(), topic.hard()));
                }
            }
        }
    }

    private static boolean isAmong(List<Contribution> topics, Triggers.Topic topic) {
        for (Contribution there : topics) {
            if (topic.name().equals(there.topic())) {
                return true;
            }
        }
        return false;
    }

    private void add(List<Contribution> parts, Feature feature, double value) {
        if (value != 0 && triggers.weight(feature) != 0) {
            parts.add(Contribution.of(feature, value, triggers.weight(feature)));
        }
    }

    /** What of each language stands in a text, in the order of {@link #langs}. */
    private Signs[] signs(FoldedText text) {
        Signs[] signs = new Signs[langs.size()];
        for (int lang = 0; lang < signs.length; lang++) {
            signs[lang] = new Signs(text);
        }
        phrases.find(text, (from, to, mark) -> signs[mark.lang()].add(from, to, mark));
        for (Signs ofLang : signs) {
            ofLang.settle();
        }
        return signs;
    }

    /** Share of the letters in capitals, from eight letters on; short words and codes among others are acronyms. */
    private static double shouting(FoldedText text) {
        int capitals = text.longCapitals() + (text.lowerCase() == 0 ? text.shortCapitals() : 0);
        if (text.longCapitals() == 0 || capitals < LETTERS_TO_SHOUT) {
            return 0;
        }
        double share = (double) capitals / Math.max(1, text.letters());
        return share >= SHARE_TO_SHOUT ? Math.round(share * 100) / 100.0 : 0;
    }

    private double angryEmoji(FoldedText text) {
        if (!text.pictures()) {
            return 0;
        }
        int count = 0;
        for (String emoji : triggers.angryEmoji()) {
            for (int at = text.raw().indexOf(emoji); at >= 0; at = text.raw().indexOf(emoji, at + emoji.length())) {
                count++;
            }
        }
        return Math.min(EMOJI_MAX, count);
    }

    private static double elongation(FoldedText text) {
        int count = text.elongations() + (text.exclamations() >= EXCLAMATIONS_TO_COUNT ? 1 : 0);
        return Math.min(ELONGATIONS_MAX, count);
    }

    private static void addLanguage(Phrases.Builder<Mark> builder, int lang, Triggers.Language words) {
        Triggers.Request request = words.request();
        addAll(builder, lang, Kind.CONTACT_VERB, request.contactVerbs());
        addAll(builder, lang, Kind.DESIRE_VERB, request.desireVerbs());
        addAll(builder, lang, Kind.NOUN, request.nouns());
        addAll(builder, lang, Kind.WEAK_NOUN, request.weakNouns());
        addAll(builder, lang, Kind.BOT_NOUN, request.botNouns());
        addAll(builder, lang, Kind.FILL, request.fill());
        addAll(builder, lang, Kind.REQUEST_PHRASE, request.phrases());
        Triggers.Negation negation = words.negation();
        addAll(builder, lang, Kind.NEGATION, negation.words());
        addAll(builder, lang, Kind.TRANSPARENT, negation.transparent());
        addAll(builder, lang, Kind.NEGATION_VOID, negation.voids());
        addAll(builder, lang, Kind.CONTRAST, negation.contrasts());
        Triggers.Sentiment sentiment = words.sentiment();
        addAll(builder, lang, Kind.STRONG, sentiment.strong());
        addAll(builder, lang, Kind.MILD, sentiment.mild());
        addAll(builder, lang, Kind.GOOD, sentiment.good());
        addAll(builder, lang, Kind.INTENSIFIER, sentiment.intensifiers());
    }

    private static void addAll(Phrases.Builder<Mark> builder, int lang, Kind kind, List<String> phrases) {
        Mark mark = new Mark(lang, kind, null);
        phrases.forEach(phrase -> builder.add(phrase, mark));
    }
}
