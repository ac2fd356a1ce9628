package relevo.dialog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relevo.escalation.Feature;
import relevo.escalation.FoldedText;
import relevo.escalation.Triggers;

/** Reads {@code triggers.yaml}. Stateless. */
final class TriggersReader {
    private static final Set<Feature> TOPICAL = Set.of(
            Feature.CRITICAL,
            Feature.SENSITIVE_TOPIC,
            Feature.EMPATHY_NEEDED,
            Feature.COMPLAINT,
            Feature.CHURN_RISK,
            Feature.TECHNICAL,
            Feature.KEYWORD);

    private TriggersReader() {}

    static Triggers read(YamlNode node) {
        Map<Feature, Double> weights = new EnumMap<>(Feature.class);
        node.need("weights").fields().forEach((name, value) -> weights.put(feature(name, value), value.number(0, 10)));
        Map<String, Triggers.Language> languages = new LinkedHashMap<>();
        node.need("languages").fields().forEach((lang, words) -> languages.put(lang, language(words)));
        List<Triggers.Topic> topics = new ArrayList<>();
        node.need("topics").fields().forEach((name, topic) -> topics.add(topic(name, topic)));
        Triggers read = new Triggers(languages, List.copyOf(topics), weights, node.listOf("angry-emoji"));
        node.done();
        return read;
    }

    private static Triggers.Language language(YamlNode node) {
        YamlNode request = node.need("request");
        YamlNode negation = node.need("negation");
        YamlNode sentiment = node.need("sentiment");
        Triggers.Language language = new Triggers.Language(
                new Triggers.Request(
                        phrases(request.need("contact-verbs")),
                        phrases(request.need("desire-verbs")),
                        phrases(request.need("nouns")),
                        phrases(request.need("weak-nouns")),
                        phrases(request.need("bot-nouns")),
                        phrases(request.need("fill")),
                        phrases(request.need("phrases"))),
                new Triggers.Negation(
                        phrases(negation.need("words")),
                        phrases(negation.need("transparent")),
                        phrases(negation.need("voids")),
                        phrases(negation.need("contrasts"))),
                new Triggers.Sentiment(
                        phrases(sentiment.need("strong")),
                        phrases(sentiment.need("mild")),
                        phrases(sentiment.need("good")),
                        phrases(sentiment.need("intensifiers"))));
        request.done();
        negation.done();
        sentiment.done();
        node.done();
        return language;
    }

    private static Triggers.Topic topic(String name, YamlNode node) {
        YamlNode featureNode = node.need("feature");
        Feature feature = feature(featureNode.text(), featureNode);
        if (!TOPICAL.contains(feature)) {
            throw featureNode.wrong("'" + feature.word() + "' is no feature of a topic");
        }
        boolean hard = node.need("hard").flag();
        YamlNode weight = node.find("weight");
        if (!hard && weight == null) {
            throw node.wrong("needs a key 'weight', since it is not hard");
        }
        Map<String, List<String>> phrases = new LinkedHashMap<>();
        YamlNode without = node.find("without");
        Map<String, YamlNode> dropped = without == null ? Map.of() : without.fields();
        node.need("phrases").fields().forEach((lang, list) -> phrases.put(lang, kept(list, dropped.get(lang))));
        Triggers.Topic topic =
                new Triggers.Topic(name, feature, weight == null ? 1 : weight.number(0, 10), hard, phrases);
        node.done();
        return topic;
    }

    /** The phrases but for those a pack takes out of what is common. */
    private static List<String> kept(YamlNode list, @Nullable YamlNode without) {
        List<String> all = phrases(list);
        if (without == null) {
            return all;
        }
        List<String> dropped = without.texts();
        for (String phrase : dropped) {
            if (!all.contains(phrase)) {
                throw without.wrong("takes out '" + phrase + "', which is not there");
            }
        }
        return all.stream().filter(phrase -> !dropped.contains(phrase)).toList();
    }

    private static List<String> phrases(YamlNode node) {
        List<String> phrases = node.texts();
        for (String phrase : phrases) {
            if (FoldedText.of(phrase).words() == 0) {
                throw node.wrong("has a phrase without a letter: '" + phrase + "'");
            }
        }
        return phrases;
    }

    private static Feature feature(String word, YamlNode node) {
        for (Feature feature : Feature.values()) {
            if (feature.word().equals(word)) {
                return feature;
            }
        }
        throw node.wrong("unknown feature '" + word + "'");
    }
}
