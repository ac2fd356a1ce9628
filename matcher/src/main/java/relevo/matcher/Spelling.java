package relevo.matcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.CharArrayMap;
import org.apache.lucene.analysis.CharArraySet;
import org.jspecify.annotations.Nullable;

/**
 * Which word of the index a misspelt one was meant for: first one that sounds the same ("kiero", "yegar"), then one that
 * is a single edit away (a letter too many, too few, wrong, or two swapped). Immutable; safe for use from any thread.
 */
final class Spelling {
    static final Spelling NONE = new Spelling(Language.EN, List.of());

    private static final int SOUND_LETTERS_MIN = 3;
    private static final int EDIT_LETTERS_MIN = 5;
    private static final int LETTERS_MAX = 24;

    private final Language language;
    private final List<String> words;
    private final CharArraySet known;
    private final CharArrayMap<String> bySound;
    private final CharArrayMap<List<String>> byDeletion;

    /** @param counts how often the index holds each word; of two that fit, the more frequent one is meant */
    Spelling(Language language, Map<String, Integer> counts) {
        this(language, byFrequency(counts));
    }

    /** @param words of the index, the one to prefer first */
    Spelling(Language language, List<String> words) {
        this.language = language;
        this.words = words;
        this.known = new CharArraySet(words.size(), false);
        this.bySound = new CharArrayMap<>(words.size(), false);
        this.byDeletion = new CharArrayMap<>(words.size() * 8, false);
        for (String word : words) {
            known.add(word);
            if (!isPlain(word.toCharArray(), word.length()) || word.length() > LETTERS_MAX) {
                continue;
            }
            if (word.length() >= SOUND_LETTERS_MIN && language != Language.EN) {
                bySound.putIfAbsent(Sound.of(word.toCharArray(), word.length(), language), word);
            }
            if (word.length() >= EDIT_LETTERS_MIN) {
                remember(word, word);
                for (int i = 0; i < word.length(); i++) {
                    remember(word.substring(0, i) + word.substring(i + 1), word);
                }
            }
        }
    }

    private static List<String> byFrequency(Map<String, Integer> counts) {
        List<String> words = new ArrayList<>(counts.keySet());
        words.sort(Comparator.comparing((String word) -> -counts.getOrDefault(word, 0))
                .thenComparing(Comparator.naturalOrder()));
        return List.copyOf(words);
    }

    /** The words of the index, the one to prefer first. */
    List<String> words() {
        return words;
    }

    private void remember(String key, String word) {
        List<String> words = byDeletion.get(key);
        if (words == null) {
            words = new ArrayList<>(1);
            byDeletion.put(key, words);
        }
        if (!words.contains(word)) {
            words.add(word);
        }
    }

    /** The word meant, or null where the word is known or nothing is near enough. */
    @Nullable
    String meant(char[] letters, int length) {
        if (known.isEmpty()
                || length < SOUND_LETTERS_MIN
                || length > LETTERS_MAX
                || known.contains(letters, 0, length)
                || !isPlain(letters, length)) {
            return null;
        }
        if (language != Language.EN) {
            String same = bySound.get(Sound.of(letters, length, language));
            if (same != null) {
                return same;
            }
        }
        return length < EDIT_LETTERS_MIN ? null : oneEditAway(letters, length);
    }

    private @Nullable String oneEditAway(char[] letters, int length) {
        String best = nearest(letters, 0, length, letters, length);
        if (best != null) {
            return best;
        }
        char[] shorter = new char[length - 1];
        System.arraycopy(letters, 1, shorter, 0, length - 1);
        for (int skipped = 0; skipped < length; skipped++) {
            best = nearest(shorter, 0, length - 1, letters, length);
            if (best != null) {
                return best;
            }
            if (skipped < length - 1) {
                shorter[skipped] = letters[skipped];
            }
        }
        return null;
    }

    private @Nullable String nearest(char[] key, int from, int keyLength, char[] letters, int length) {
        List<String> words = byDeletion.get(key, from, keyLength);
        if (words != null) {
            for (String word : words) {
                if (isOneEdit(word, letters, length)) {
                    return word;
                }
            }
        }
        return null;
    }

    /** One letter inserted, deleted, replaced, or two neighbours swapped (Damerau 1964). */
    private static boolean isOneEdit(String word, char[] letters, int length) {
        int shared = Math.min(word.length(), length);
        int head = 0;
        while (head < shared && word.charAt(head) == letters[head]) {
            head++;
        }
        int tail = 0;
        while (tail < shared - head && word.charAt(word.length() - 1 - tail) == letters[length - 1 - tail]) {
            tail++;
        }
        int wordLeft = word.length() - head - tail;
        int lettersLeft = length - head - tail;
        return Math.max(wordLeft, lettersLeft) <= 1
                || wordLeft == 2
                        && lettersLeft == 2
                        && word.charAt(head) == letters[head + 1]
                        && word.charAt(head + 1) == letters[head];
    }

    private static boolean isPlain(char[] letters, int length) {
        for (int i = 0; i < length; i++) {
            if (letters[i] < 'a' || letters[i] > 'z') {
                return false;
            }
        }
        return true;
    }
}
