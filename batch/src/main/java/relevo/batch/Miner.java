package relevo.batch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import relevo.matcher.Language;

/**
 * Finds what customers ask again and again: redacts every turn, groups the customers' turns of each language, and
 * describes each group that enough contacts stand behind. Knows no number of groups and no label. The same input gives
 * the same result. Immutable; safe for use from any thread.
 */
public final class Miner {
    private static final long DAY_MS = 86_400_000;

    private final MiningConfig config;
    private final Redactor redactor = new Redactor();

    public Miner(MiningConfig config) {
        this.config = config;
    }

    /** @param earlier what the night before left; {@link MiningMemory#EMPTY} the first time */
    public MiningResult mine(List<MinedConversation> conversations, MiningMemory earlier) {
        Map<Language, List<Asked>> byLanguage = new EnumMap<>(Language.class);
        for (Asked asked : asked(conversations)) {
            byLanguage.computeIfAbsent(asked.lang(), lang -> new ArrayList<>()).add(asked);
        }
        Map<Long, Integer> clusters = new HashMap<>();
        TopicWriter writer = new TopicWriter(config, conversations, earlier, new Drafter(redactor));
        int first = 0;
        for (Map.Entry<Language, List<Asked>> entry : byLanguage.entrySet()) {
            first += mine(entry.getKey(), entry.getValue(), first, clusters, writer);
        }
        List<MiningResult.Assignment> assignments = new ArrayList<>();
        for (int c = 0; c < conversations.size(); c++) {
            MinedConversation conversation = conversations.get(c);
            for (int turn = 0; turn < conversation.turns().size(); turn++) {
                if (conversation.turns().get(turn).by() == By.CUSTOMER) {
                    int cluster = clusters.getOrDefault(key(c, turn), MiningResult.NONE);
                    assignments.add(new MiningResult.Assignment(conversation.id(), turn, cluster));
                }
            }
        }
        return new MiningResult(assignments, writer.topics(), writer.memory());
    }

    private static long key(int conversation, int turn) {
        return ((long) conversation << 32) | turn;
    }

    /** Groups the turns of one language; those that only do something in the conversation are a group each, and no topic. */
    private int mine(Language lang, List<Asked> asked, int first, Map<Long, Integer> clusters, TopicWriter writer) {
        Map<String, List<Asked>> byText = new LinkedHashMap<>();
        for (Asked one : asked) {
            if (!one.folded().isEmpty()) {
                byText.computeIfAbsent(one.folded(), folded -> new ArrayList<>(1))
                        .add(one);
            }
        }
        List<List<Asked>> alike = new ArrayList<>();
        Map<DialogueAct, List<Asked>> acts = new EnumMap<>(DialogueAct.class);
        for (List<Asked> same : byText.values()) {
            DialogueAct act = DialogueAct.of(same.getFirst().text(), lang);
            if (act == null) {
                alike.add(same);
            } else {
                acts.computeIfAbsent(act, fresh -> new ArrayList<>()).addAll(same);
            }
        }
        int groups = alike.isEmpty() ? 0 : group(lang, alike, first, clusters, writer);
        for (List<Asked> same : acts.values()) {
            for (Asked one : same) {
                clusters.put(key(one.conversation(), one.turn()), first + groups);
            }
            groups++;
        }
        return groups;
    }

    private int group(
            Language lang, List<List<Asked>> alike, int first, Map<Long, Integer> clusters, TopicWriter writer) {
        List<String> texts = alike.stream().map(same -> same.getFirst().text()).toList();
        int[] weights = alike.stream().mapToInt(List::size).toArray();
        Grouping grouping = Grouping.of(lang, texts, weights, config);
        for (int i = 0; i < alike.size(); i++) {
            for (Asked one : alike.get(i)) {
                clusters.put(key(one.conversation(), one.turn()), first + grouping.group()[i]);
            }
        }
        writer.add(lang, alike, grouping, first);
        return grouping.count();
    }

    /** The customers' turns in their order, redacted on all cores. */
    private List<Asked> asked(List<MinedConversation> conversations) {
        List<List<Asked>> redacted = IntStream.range(0, conversations.size())
                .parallel()
                .mapToObj(c -> asked(conversations.get(c), c))
                .toList();
        List<Asked> all = new ArrayList<>();
        Map<String, Integer> perContactAndDay = new HashMap<>();
        for (List<Asked> some : redacted) {
            for (Asked one : some) {
                MinedConversation conversation = conversations.get(one.conversation());
                long day = Math.floorDiv(conversation.turns().get(one.turn()).atMs(), DAY_MS);
                int count = perContactAndDay.merge(conversation.contact() + ' ' + day, 1, Integer::sum);
                all.add(count <= config.perContactPerDayMax() ? one : one.notCounted());
            }
        }
        return all;
    }

    private List<Asked> asked(MinedConversation conversation, int place) {
        List<Asked> asked = new ArrayList<>(1);
        long customers = conversation.turns().stream()
                .filter(turn -> turn.by() == By.CUSTOMER)
                .count();
        boolean opened = false;
        for (int turn = 0; turn < conversation.turns().size(); turn++) {
            if (conversation.turns().get(turn).by() == By.CUSTOMER) {
                String text = redactor.redact(conversation.turns().get(turn).text());
                String folded = Wording.fold(text);
                Language lang = conversation.lang().isEmpty() ? Language.guess(text) : Language.of(conversation.lang());
                boolean opens = !opened && (folded.indexOf(' ') > 0 || customers == 1);
                opened |= opens;
                asked.add(new Asked(place, turn, text, folded, lang, true, opens));
            }
        }
        return asked;
    }
}
