package relevo.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Topics that people answered alike: what was asked in several ways that the miner holds apart is one suggestion to a
 * content person. Two belong together when agents said the same and the questions have words in common.
 *
 * @param topics largest first
 */
record TopicGroup(List<Topic> topics) {
    private static final double SAME_ANSWER = 0.7;
    private static final double SAME_QUESTION = 0.25;
    /** A reply with fewer words of meaning ("ya lo reviso") says nothing that could be an answer. */
    private static final int WORDS_MIN = 4;

    private static final int EXAMPLES_MAX = 8;
    private static final int PHRASINGS_MAX = 24;

    /** The groups of the topics that are wanted, by their largest topic. */
    static List<TopicGroup> of(List<Topic> topics, Predicate<Topic> wanted) {
        List<List<Topic>> groups = new ArrayList<>();
        List<Set<String>> words = new ArrayList<>();
        for (Topic topic : topics) {
            if (!wanted.test(topic)) {
                continue;
            }
            Set<String> asked = Words.of(String.join(" ", topic.phrasings()));
            int at = 0;
            while (at < groups.size() && !belongs(topic, asked, groups.get(at).getFirst(), words.get(at))) {
                at++;
            }
            if (at == groups.size()) {
                groups.add(new ArrayList<>());
                words.add(new HashSet<>());
            }
            groups.get(at).add(topic);
            words.get(at).addAll(asked);
        }
        return groups.stream().map(TopicGroup::new).toList();
    }

    private static boolean belongs(Topic topic, Set<String> asked, Topic first, Set<String> words) {
        Draft one = answer(topic);
        Draft other = answer(first);
        return topic.lang().equals(first.lang())
                && one != null
                && other != null
                && Words.shared(Words.of(one.text()), Words.of(other.text())) >= SAME_ANSWER
                && Words.shared(asked, words) >= SAME_QUESTION;
    }

    private static @Nullable Draft answer(Topic topic) {
        Draft draft = topic.draft();
        return draft == null || Words.of(draft.text()).size() < WORDS_MIN ? null : draft;
    }

    /** All of it as one topic, under the largest one's name and with its answer. */
    Topic whole() {
        Topic first = topics.getFirst();
        Set<String> phrasings = new LinkedHashSet<>();
        List<Topic.Evidence> evidence = new ArrayList<>();
        Set<String> newWords = new LinkedHashSet<>();
        int size = 0;
        int contacts = 0;
        double earlier = 0;
        for (Topic topic : topics) {
            phrasings.addAll(topic.phrasings());
            evidence.addAll(topic.evidence());
            newWords.addAll(topic.newWords());
            size += topic.size();
            contacts += topic.contacts();
            earlier += topic.earlierSize();
        }
        return new Topic(
                first.id(),
                first.cluster(),
                first.lang(),
                first.title(),
                first.terms(),
                size,
                contacts,
                evidence.stream().limit(EXAMPLES_MAX).toList(),
                phrasings.stream().limit(PHRASINGS_MAX).toList(),
                answer(first),
                first.trend(),
                earlier,
                List.copyOf(newWords));
    }
}
