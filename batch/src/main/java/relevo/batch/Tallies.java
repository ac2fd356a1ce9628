package relevo.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import relevo.journal.Tag;

/**
 * Counts by key, each with its distinct contacts and a few texts. Keys are words joined by {@code |}. One thread; the
 * counts of two that saw different contacts may be added.
 *
 * <pre>
 * answered|PACK|LANG|FAQ, again|..., person|...   answers, and what followed: asked again, a person wanted
 * nearest|PACK|FAQ, said|..., handed|..., unhappy|...   of the business day: see {@link NightStore.AnswerDay}
 * sign|PACK|SIGN, needless|...                     hand-overs by a trigger, and those nobody had to answer
 * queue|PACK|QUEUE, reason|PACK|QUEUE|REASON, back|PACK|QUEUE   hand-overs, why, and how often again within the visit
 * transfer|PACK|FROM|TO                            passed on by agents
 * about|PACK|QUEUE|SIGN, moved|PACK|FROM|TO|SIGN   of these, by what a route could tell: faq:ID, reason:WORD, topic:NAME
 * mark|1 ... mark|5                                satisfaction on the business day
 * </pre>
 */
final class Tallies {
    private static final int TEXTS_MAX = 8;
    private static final int TIMES_MAX = 200_000;

    private final Map<String, Open> open = new TreeMap<>();
    private final Map<String, List<Long>> times = new TreeMap<>();

    /** One finished count. */
    record Tally(long count, long contacts, List<String> texts) {
        static final Tally NONE = new Tally(0, 0, List.of());

        Tally plus(Tally other) {
            List<String> all = new ArrayList<>(texts);
            other.texts.stream().limit(Math.max(0, TEXTS_MAX - texts.size())).forEach(all::add);
            return new Tally(count + other.count, contacts + other.contacts, List.copyOf(all));
        }
    }

    /**
     * All counts, by key, and durations in seconds, by key, ascending.
     *
     * @param minedOneIn visits of one contact in so many were kept to be mined; the counts are of all
     */
    record Finished(TreeMap<String, Tally> counts, TreeMap<String, List<Long>> seconds, int minedOneIn) {
        Finished minedOneIn(int oneIn) {
            return new Finished(counts, seconds, oneIn);
        }

        Tally of(String... words) {
            return counts.getOrDefault(String.join("|", words), Tally.NONE);
        }

        List<Long> times(String... words) {
            return seconds.getOrDefault(String.join("|", words), List.of());
        }

        /** The keys that begin with this word, each without it, and their counts. */
        Map<String, Tally> all(String word) {
            Map<String, Tally> found = new TreeMap<>();
            counts.tailMap(word + "|").forEach((key, tally) -> {
                if (key.startsWith(word + "|")) {
                    found.put(key.substring(word.length() + 1), tally);
                }
            });
            return found;
        }

        Finished plus(Finished other) {
            TreeMap<String, Tally> sum = new TreeMap<>(counts);
            other.counts.forEach((key, tally) -> sum.merge(key, tally, Tally::plus));
            TreeMap<String, List<Long>> both = new TreeMap<>(seconds);
            other.seconds.forEach((key, list) -> both.merge(key, list, (one, two) -> {
                List<Long> all = new ArrayList<>(one);
                all.addAll(two);
                all.sort(null);
                return all;
            }));
            return new Finished(sum, both, minedOneIn);
        }
    }

    void add(Tag contact, String text, String... words) {
        Open one = open.computeIfAbsent(String.join("|", words), key -> new Open());
        one.count++;
        if (one.contacts.add(contact) && !text.isEmpty() && one.texts.size() < TEXTS_MAX) {
            one.texts.add(text);
        }
    }

    void time(long ms, String... words) {
        List<Long> list = times.computeIfAbsent(String.join("|", words), key -> new ArrayList<>());
        if (list.size() < TIMES_MAX) {
            list.add(Math.max(0, ms / 1000));
        }
    }

    Finished finish() {
        TreeMap<String, Tally> counts = new TreeMap<>();
        open.forEach((key, one) -> counts.put(key, new Tally(one.count, one.contacts.size(), List.copyOf(one.texts))));
        TreeMap<String, List<Long>> seconds = new TreeMap<>();
        times.forEach((key, list) -> seconds.put(key, list.stream().sorted().toList()));
        return new Finished(counts, seconds, 1);
    }

    private static final class Open {
        private final ContactSet contacts = new ContactSet();
        private final List<String> texts = new ArrayList<>();
        private long count;
    }
}
