package relevo.batch;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relevo.journal.Tag;

/** Groups what could not be answered by its folded text. One thread; at most {@link #GROUPS_MAX} different texts. */
final class Questions {
    static final int CONTACTS_MIN = 2;
    static final int TOP = 40;
    static final int GROUPS_MAX = 500_000;

    private static final Comparator<DayFigures.Question> ORDER = Comparator.comparingLong(DayFigures.Question::count)
            .thenComparingLong(DayFigures.Question::contacts)
            .reversed()
            .thenComparing(DayFigures.Question::text);

    private final Map<String, Group> groups = new HashMap<>();
    private long total;
    private long beyond;

    void add(Fact.Decision decision) {
        total++;
        String folded = Wording.fold(decision.text());
        Group group = groups.get(folded);
        if (group == null) {
            if (folded.isEmpty() || groups.size() >= GROUPS_MAX) {
                beyond++;
                return;
            }
            group = new Group();
            groups.put(folded, group);
        }
        group.contacts.add(decision.contact());
        group.texts.add(decision.text());
        group.languages.add(decision.lang());
        group.nearest.add(decision.nearest());
    }

    DayFigures.Unanswered figures() {
        List<DayFigures.Question> quotable = groups.values().stream()
                .filter(group -> group.contacts.size() >= CONTACTS_MIN)
                .map(Group::question)
                .sorted(ORDER)
                .toList();
        long quoted = quotable.stream().mapToLong(DayFigures.Question::count).sum();
        List<DayFigures.Question> top = quotable.stream().limit(TOP).toList();
        long shown = top.stream().mapToLong(DayFigures.Question::count).sum();
        long rare = groups.values().stream()
                .filter(group -> group.contacts.size() < CONTACTS_MIN)
                .mapToLong(group -> group.texts.total())
                .sum();
        return new DayFigures.Unanswered(total, CONTACTS_MIN, top, quoted - shown, rare + beyond);
    }

    private static final class Group {
        private final Set<Tag> contacts = new HashSet<>();
        private final Counts texts = new Counts();
        private final Counts languages = new Counts();
        private final Counts nearest = new Counts();

        DayFigures.Question question() {
            return new DayFigures.Question(
                    texts.first(), texts.total(), contacts.size(), languages.first(), nearest.first());
        }
    }
}
