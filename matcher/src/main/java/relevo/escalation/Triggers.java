package relevo.escalation;

import java.util.List;
import java.util.Map;

/**
 * What calls for a person, as written in a pack's {@code triggers.yaml}. All phrases are folded before they are compared;
 * one that ends in {@code *} stands for every word that begins so.
 *
 * @param languages es, pt and en: the words of each
 * @param topics by name
 * @param weights of the features that are not topics
 * @param angryEmoji each one code point or more
 */
public record Triggers(
        Map<String, Language> languages, List<Topic> topics, Map<Feature, Double> weights, List<String> angryEmoji) {

    /** Weight of a feature that is added up; 0 when the pack gives none. */
    public double weight(Feature feature) {
        return weights.getOrDefault(feature, 0.0);
    }

    /** The word lists of one language. */
    public record Language(Request request, Negation negation, Sentiment sentiment) {}

    /**
     * How a person is asked for: a contact verb before a noun ("hablar con un agente"), a verb of wanting right before it
     * ("necesito un asesor"), the noun nearly alone ("agente por favor"), or a whole phrase.
     *
     * @param nouns say enough with a verb of wanting or alone: agente, asesor
     * @param weakNouns need a contact verb, or nothing else beside them: persona, alguien
     * @param botNouns asked for in the negative, they ask for a person: "no quiero hablar con un bot"
     * @param fill words that may stand between a verb of wanting and its noun, or around a noun that stands alone
     * @param phrases ask for a person by themselves
     */
    public record Request(
            List<String> contactVerbs,
            List<String> desireVerbs,
            List<String> nouns,
            List<String> weakNouns,
            List<String> botNouns,
            List<String> fill,
            List<String> phrases) {}

    /**
     * @param words no, nunca, sin
     * @param transparent let a negation through to the verb behind them: "no <i>me</i> pases"
     * @param voids hold a negation word and negate nothing: "por qué no", "si no"
     * @param contrasts take a negation back for what follows: sino
     */
    public record Negation(List<String> words, List<String> transparent, List<String> voids, List<String> contrasts) {}

    /**
     * A strong word counts 1, a mild one 0.5 (all of them together 1 at most), a good one takes 0.5 away; an intensifier
     * before it makes it half as much again.
     */
    public record Sentiment(List<String> strong, List<String> mild, List<String> good, List<String> intensifiers) {}

    /**
     * Something a message may be about that calls for a person.
     *
     * @param feature critical, sensitive-topic, empathy-needed, complaint, churn-risk, technical or keyword
     * @param weight added up when not hard
     * @param hard calls a person alone
     * @param phrases by language
     */
    public record Topic(String name, Feature feature, double weight, boolean hard, Map<String, List<String>> phrases) {}
}
