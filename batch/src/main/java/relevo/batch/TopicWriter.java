package relevo.batch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import relevo.matcher.Language;
import relevo.matcher.TextSpace;

/** Describes groups as topics and recognises those of earlier nights. One thread. */
final class TopicWriter {
    private static final Comparator<Topic> ORDER = Comparator.comparingInt(Topic::size)
            .thenComparingInt(Topic::contacts)
            .reversed()
            .thenComparing(Topic::id);

    private static final int TERMS_MAX = 6;
    private static final int NEW_WORDS_MAX = 10;
    private static final int REPLIES_MAX = 120;

    /** How near the phrasings of an earlier topic have to be to a group, at least. */
    private static final double RECOGNISED = 0.45;

    /** Share of a topic's questions that open their conversation: what is only said in passing is no question. */
    private static final double OPENINGS_MIN = 0.1;

    private static final double GROWTH = 1.5;
    private static final double TOO_ALIKE = 0.85;

    private final MiningConfig config;
    private final List<MinedConversation> conversations;
    private final MiningMemory earlier;
    private final Drafter drafter;
    private final List<Topic> topics = new ArrayList<>();
    private final Map<String, Set<String>> words = new TreeMap<>();

    TopicWriter(MiningConfig config, List<MinedConversation> conversations, MiningMemory earlier, Drafter drafter) {
        this.config = config;
        this.conversations = conversations;
        this.earlier = earlier;
        this.drafter = drafter;
        earlier.words().forEach((lang, known) -> words.put(lang, new TreeSet<>(known)));
    }

    /** Adds the groups of a language that enough contacts stand behind. */
    void add(Language lang, List<List<Asked>> texts, Grouping grouping, int firstCluster) {
        int[][] members = Communities.members(grouping.group(), grouping.count());
        WordStatistics statistics = WordStatistics.of(texts, grouping, conversations, config.contactsMin());
        Map<Integer, MiningMemory.Remembered> known = recognised(lang, grouping);
        int[][] nearestFirst = nearestFirst(grouping);
        Set<String> vocabularyBefore = Set.copyOf(earlier.words().getOrDefault(lang.code(), List.of()));
        for (int g = 0; g < grouping.count(); g++) {
            Topic topic = topic(
                    lang,
                    g,
                    firstCluster + g,
                    members[g],
                    nearestFirst[g],
                    texts,
                    grouping,
                    statistics,
                    known.get(g),
                    vocabularyBefore);
            if (topic != null) {
                topics.add(topic);
            }
        }
        Set<String> vocabulary = words.computeIfAbsent(lang.code(), code -> new TreeSet<>());
        statistics.words().stream()
                .limit(Math.max(0, config.wordsMax() - vocabulary.size()))
                .forEach(vocabulary::add);
    }

    private @Nullable Topic topic(
            Language lang,
            int group,
            int cluster,
            int[] members,
            int[] byNearness,
            List<List<Asked>> texts,
            Grouping grouping,
            WordStatistics statistics,
            MiningMemory.@Nullable Remembered before,
            Set<String> vocabulary) {
        Set<String> contacts = new HashSet<>();
        int size = 0;
        int openings = 0;
        int all = 0;
        for (int i : members) {
            for (Asked one : texts.get(i)) {
                contacts.add(conversations.get(one.conversation()).contact());
                size += one.counts() ? 1 : 0;
                openings += one.opens() ? 1 : 0;
                all++;
            }
        }
        if (contacts.size() < config.contactsMin() || openings < OPENINGS_MIN * all) {
            return null;
        }
        List<String> phrasings = phrasings(byNearness, texts, grouping);
        List<WordStatistics.Term> terms = statistics.distinguishing(group, TERMS_MAX);
        String title = title(terms, phrasings, statistics, group);
        if (title == null) {
            return null;
        }
        double earlierSize = before == null ? 0 : mean(before.sizes());
        List<String> newWords = vocabulary.isEmpty()
                ? List.of()
                : statistics.of(group).stream()
                        .filter(word -> !vocabulary.contains(word) && !lang.isEveryday(word))
                        .limit(NEW_WORDS_MAX)
                        .map(statistics::spelled)
                        .toList();
        return new Topic(
                before == null ? freshId(lang, phrasings.getFirst()) : before.id(),
                cluster,
                lang.code(),
                title,
                terms.stream().map(term -> statistics.spelled(term.word())).toList(),
                size,
                contacts.size(),
                evidence(byNearness, texts, grouping),
                phrasings,
                drafter.draft(lang, replies(byNearness, texts, grouping)),
                trend(size, earlierSize, before != null),
                earlierSize,
                newWords);
    }

    /** From its terms, else the first phrasing that says anything; null for greetings and numbers only: no topic. */
    private static @Nullable String title(
            List<WordStatistics.Term> terms, List<String> phrasings, WordStatistics statistics, int group) {
        return terms.isEmpty()
                ? phrasings.stream().filter(WordStatistics::says).findFirst().orElse(null)
                : new Headline(terms, statistics, group).of(phrasings);
    }

    private static Topic.Trend trend(int size, double earlierSize, boolean known) {
        if (!known) {
            return Topic.Trend.NEW;
        }
        // Twice the root is what chance alone moves a count by.
        double chance = 2 * Math.sqrt(Math.max(1, earlierSize));
        if (size > earlierSize * GROWTH && size > earlierSize + chance) {
            return Topic.Trend.EMERGING;
        }
        return size < earlierSize / GROWTH && size < earlierSize - chance ? Topic.Trend.DECLINING : Topic.Trend.STEADY;
    }

    private static double mean(List<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).average().orElse(0);
    }

    private String freshId(Language lang, String phrasing) {
        CRC32C sum = new CRC32C();
        sum.update(Wording.fold(phrasing).getBytes(StandardCharsets.UTF_8));
        String id = lang.code() + String.format("-%08x", sum.getValue());
        Set<String> taken = new HashSet<>();
        topics.forEach(topic -> taken.add(topic.id()));
        earlier.topics().forEach(topic -> taken.add(topic.id()));
        String free = id;
        for (int more = 2; taken.contains(free); more++) {
            free = id + '-' + more;
        }
        return free;
    }

    /** By group the places of its points, the nearest to its middle first. */
    private static int[][] nearestFirst(Grouping grouping) {
        int[] group =
                Arrays.stream(grouping.chosen()).map(i -> grouping.group()[i]).toArray();
        int[][] members = Communities.members(group, grouping.count());
        float[] near = new float[group.length];
        Arrays.setAll(members, g -> {
            for (int i : members[g]) {
                near[i] = grouping.centres().similarities(grouping.points()[i])[g];
            }
            return Arrays.stream(members[g])
                    .boxed()
                    .sorted((a, b) -> near[a] != near[b] ? Float.compare(near[b], near[a]) : a - b)
                    .mapToInt(Integer::intValue)
                    .toArray();
        });
        return members;
    }

    private List<Topic.Evidence> evidence(int[] byNearness, List<List<Asked>> texts, Grouping grouping) {
        List<Topic.Evidence> evidence = new ArrayList<>();
        Set<String> contacts = new HashSet<>();
        for (int i : byNearness) {
            Asked one = texts.get(grouping.chosen()[i]).getFirst();
            MinedConversation conversation = conversations.get(one.conversation());
            if (evidence.size() < config.evidenceMax() && contacts.add(conversation.contact())) {
                evidence.add(new Topic.Evidence(conversation.id(), one.turn(), one.text()));
            }
        }
        return evidence;
    }

    /** The most typical first, then whatever is near the middle and unlike those chosen; without placeholders if possible. */
    private List<String> phrasings(int[] byNearness, List<List<Asked>> texts, Grouping grouping) {
        int[] usable = Arrays.stream(byNearness)
                .filter(i -> text(texts, grouping, i).indexOf('[') < 0)
                .toArray();
        List<Integer> chosen = new ArrayList<>();
        for (int i : usable.length == 0 ? byNearness : usable) {
            boolean fresh = chosen.stream()
                    .allMatch(other -> Cosine.mean(grouping.points()[i], grouping.points()[other], 0.5) < TOO_ALIKE);
            if (fresh && chosen.size() < config.phrasingsMax()) {
                chosen.add(i);
            }
        }
        return chosen.stream().map(i -> text(texts, grouping, i)).toList();
    }

    private static String text(List<List<Asked>> texts, Grouping grouping, int point) {
        return texts.get(grouping.chosen()[point]).getFirst().text();
    }

    /** What agents wrote after the question, until the customer has written twice more. */
    private List<Drafter.Reply> replies(int[] byNearness, List<List<Asked>> texts, Grouping grouping) {
        List<Drafter.Reply> replies = new ArrayList<>();
        for (int i : byNearness) {
            for (Asked one : texts.get(grouping.chosen()[i])) {
                if (replies.size() >= REPLIES_MAX) {
                    return replies;
                }
                MinedConversation conversation = conversations.get(one.conversation());
                int customers = 0;
                for (int turn = one.turn() + 1; turn < conversation.turns().size() && customers < 2; turn++) {
                    MinedTurn next = conversation.turns().get(turn);
                    customers += next.by() == By.CUSTOMER ? 1 : 0;
                    if (next.by() == By.AGENT) {
                        replies.add(new Drafter.Reply(conversation.id(), turn, next.text()));
                    }
                }
            }
        }
        return replies;
    }

    /** Which group each earlier topic is now: the nearest one, best matches first, one to one. */
    private Map<Integer, MiningMemory.Remembered> recognised(Language lang, Grouping grouping) {
        record Pair(MiningMemory.Remembered topic, int group, double near) {}
        TextSpace.Reader reader = grouping.space().reader();
        List<Pair> pairs = new ArrayList<>();
        for (MiningMemory.Remembered topic : earlier.topics()) {
            if (topic.lang().equals(lang.code())) {
                float[] near = new float[grouping.count()];
                for (String phrasing : topic.phrasings()) {
                    float[] one = grouping.centres().similarities(reader.point(phrasing));
                    for (int g = 0; g < near.length; g++) {
                        near[g] += one[g] / topic.phrasings().size();
                    }
                }
                for (int g = 0; g < near.length; g++) {
                    if (near[g] >= RECOGNISED) {
                        pairs.add(new Pair(topic, g, near[g]));
                    }
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::near)
                .reversed()
                .thenComparing(pair -> pair.topic().id())
                .thenComparingInt(Pair::group));
        Map<Integer, MiningMemory.Remembered> found = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!found.containsKey(pair.group()) && taken.add(pair.topic().id())) {
                found.put(pair.group(), pair.topic());
            }
        }
        return found;
    }

    List<Topic> topics() {
        List<Topic> sorted = new ArrayList<>(topics);
        sorted.sort(ORDER);
        return sorted;
    }

    /** What the next night has to know. A topic that did not come up in all the nights remembered is forgotten. */
    MiningMemory memory() {
        Map<String, MiningMemory.Remembered> remembered = new TreeMap<>();
        for (MiningMemory.Remembered topic : earlier.topics()) {
            remembered.put(topic.id(), with(topic, topic.phrasings(), 0));
        }
        for (Topic topic : topics) {
            MiningMemory.Remembered before = earlier.topics().stream()
                    .filter(one -> one.id().equals(topic.id()))
                    .findFirst()
                    .orElse(new MiningMemory.Remembered(topic.id(), topic.lang(), List.of(), List.of()));
            remembered.put(topic.id(), with(before, topic.phrasings(), topic.size()));
        }
        remembered.values().removeIf(topic -> Collections.max(topic.sizes()) == 0);
        Map<String, List<String>> vocabulary = new TreeMap<>();
        words.forEach((lang, known) -> vocabulary.put(lang, List.copyOf(known)));
        return new MiningMemory(earlier.nights() + 1, List.copyOf(remembered.values()), vocabulary);
    }

    private MiningMemory.Remembered with(MiningMemory.Remembered topic, List<String> phrasings, int size) {
        List<Integer> sizes = new ArrayList<>(topic.sizes());
        sizes.add(size);
        int from = Math.max(0, sizes.size() - config.nightsMax());
        return new MiningMemory.Remembered(topic.id(), topic.lang(), phrasings, sizes.subList(from, sizes.size()));
    }
}
