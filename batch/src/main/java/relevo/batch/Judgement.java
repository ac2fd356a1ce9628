package relevo.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import relevo.journal.Tag;
import relevo.review.Suggestion;

/**
 * Adds up what a candidate would have done, and judges it by what people did later:
 *
 * <pre>
 *   answered where nothing was        an agent then said the same          right
 *                                     agents then said something else      wrong
 *                                     nobody wrote                         not judged
 *   answered otherwise than before    the customer was content with it     wrong
 *                                     he asked again, or for a person      right
 * </pre>
 *
 * One thread; those of different contacts may be added.
 */
final class Judgement {
    private static final long LATER_MS = 12 * 3_600_000L;
    private static final long CONTENT_MS = 30 * 60_000L;
    private static final int CHANGES_MAX = 6;
    /** Of the words of the shorter text. */
    private static final double SAME_FROM = 0.4;

    private static final int WORDS_MIN = 4;

    private final Map<String, Score> scores = new TreeMap<>();
    private final Map<Tag, Open> open = new HashMap<>();
    private final Map<Tag, Open> served = new HashMap<>();
    /** Of each answer once: there are few of them, and many who would have got one. */
    private final Map<String, Set<String>> wordsOf = new HashMap<>();

    /** What was added up under one key. */
    static final class Score {
        long nearest;
        long gained;
        long answered;
        long changed;
        long avoided;
        long right;
        long wrong;
        final List<Suggestion.Change> changes = new ArrayList<>();

        private void add(Score other) {
            nearest += other.nearest;
            gained += other.gained;
            answered += other.answered;
            changed += other.changed;
            avoided += other.avoided;
            right += other.right;
            wrong += other.wrong;
            other.changes.stream()
                    .limit(Math.max(0, CHANGES_MAX - changes.size()))
                    .forEach(changes::add);
        }

        void change(String text, String before, String after) {
            if (changes.size() < CHANGES_MAX && !text.isBlank()) {
                changes.add(new Suggestion.Change(text, before, after));
            }
        }

        boolean wantsExamples() {
            return changes.size() < CHANGES_MAX;
        }
    }

    private record Open(String key, boolean gained, Set<String> words, long atMs, int replies) {}

    Score score(String key) {
        return scores.computeIfAbsent(key, k -> new Score());
    }

    Map<String, Score> scores() {
        return scores;
    }

    /** An answer that was not given; what agents write next says whether it would have been right. */
    void gained(Tag contact, String key, String answer, long atMs) {
        Open one = new Open(key, true, wordsOf.computeIfAbsent(answer, Words::of), atMs, 0);
        served.put(contact, one);
        put(contact, one);
    }

    /** A person was called all the same: spared, if the customer would have been served right before. */
    void handedOver(Tag contact, long atMs) {
        Open before = served.remove(contact);
        if (before != null && atMs - before.atMs <= CONTENT_MS) {
            score(before.key).avoided++;
        }
    }

    /** Another answer than was given; what the customer does next says whether the given one was right. */
    void changed(Tag contact, String key, long atMs) {
        put(contact, new Open(key, false, Set.of(), atMs, 0));
    }

    /** An agent wrote this. */
    void reply(Tag contact, @Nullable String text, long atMs) {
        Open one = open.get(contact);
        if (one == null || !one.gained || text == null) {
            return;
        }
        if (atMs - one.atMs > LATER_MS) {
            close(contact, one);
            return;
        }
        Set<String> words = Words.of(text);
        if (words.size() < WORDS_MIN) {
            return;
        }
        if (Words.shared(one.words, words) >= SAME_FROM) {
            score(one.key).right++;
            open.remove(contact);
        } else {
            open.put(contact, new Open(one.key, true, one.words, one.atMs, one.replies + 1));
        }
    }

    /** The customer's next message was decided: content or not with what was said before. */
    void next(Tag contact, boolean content, long atMs) {
        Open one = open.get(contact);
        if (one != null && !one.gained) {
            boolean fine = content || atMs - one.atMs > CONTENT_MS;
            Score score = score(one.key);
            if (fine) {
                score.wrong++;
            } else {
                score.right++;
            }
            open.remove(contact);
        }
    }

    /** Nothing comes after this. */
    void end() {
        List.copyOf(open.entrySet()).forEach(entry -> close(entry.getKey(), entry.getValue()));
    }

    void add(Judgement other) {
        other.scores.forEach((key, score) -> score(key).add(score));
    }

    private void put(Tag contact, Open fresh) {
        Open before = open.get(contact);
        if (before != null && before.gained && fresh.gained && before.key.equals(fresh.key)) {
            return; // asked again before anybody answered: judged once
        }
        if (before != null) {
            close(contact, before);
        }
        open.put(contact, fresh);
    }

    private void close(Tag contact, Open one) {
        if (one.gained && one.replies > 0 || !one.gained) {
            score(one.key).wrong++;
        }
        open.remove(contact);
    }
}
