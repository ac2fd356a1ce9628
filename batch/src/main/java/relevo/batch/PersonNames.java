package relevo.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relevo.matcher.Language;

/**
 * Finds the names of people in a text. A word is taken for one when it is in the list of names, when what stands before
 * it introduces one ("me llamo", "estimada", "sou o", "my name is"), when it has a capital in mid-sentence and is no
 * common word, place or brand, or when it stands beside a name and looks like the rest of it. It rather takes a word too
 * many. Immutable; safe for use from any thread.
 */
final class PersonNames {
    private static final int PARTS_MAX = 6;

    private static final Set<String> PARTICLES = Set.of(
            "de", "da", "do", "dos", "das", "del", "la", "las", "los", "van", "von", "di", "y", "e", "mc", "san",
            "santa", "o", "a");

    /** First words of introductions that stand before things as often: only a capital or the list tells then. */
    private static final Set<String> BESIDE = Set.of("con", "com", "with", "para", "por", "it's");

    private static final Set<String> HERE = Set.of("here", "aqui", "aca", "por");

    private final Set<String> given;
    private final Set<String> surnames;
    private final Set<String> words;
    private final Set<String> common;
    private final Set<String> known;
    private final Set<String> titles;
    private final Set<String> endings;
    private final Cues cues;

    private PersonNames(
            Map<String, Set<String>> names, Map<String, Set<String>> notNames, Map<String, Set<String>> introductions) {
        this.given = names.getOrDefault("given", Set.of());
        this.surnames = names.getOrDefault("surnames", Set.of());
        this.words = names.getOrDefault("words", Set.of());
        this.common = notNames.getOrDefault("common", Set.of());
        this.known = notNames.getOrDefault("known", Set.of());
        this.titles = introductions.getOrDefault("titles", Set.of());
        this.endings = introductions.getOrDefault("endings", Set.of());
        this.cues = new Cues();
        introductions.getOrDefault("strong", Set.of()).forEach(cue -> cues.add(cue, true));
        introductions.getOrDefault("weak", Set.of()).forEach(cue -> cues.add(cue, false));
    }

    /** The lists that come with the product. */
    static PersonNames standard() {
        return Standard.NAMES;
    }

    private static final class Standard {
        static final PersonNames NAMES =
                new PersonNames(read("names.txt", " "), read("not-names.txt", " "), read("name-cues.txt", ", ?"));
    }

    /** Words by section; a section begins with a line "= its name", a comment with two slashes. */
    private static Map<String, Set<String>> read(String resource, String between) {
        Map<String, Set<String>> sections = new HashMap<>();
        Set<String> section = new HashSet<>();
        try (InputStream in = PersonNames.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("= ")) {
                    section = sections.computeIfAbsent(line.substring(2).strip(), name -> new HashSet<>());
                } else if (!line.startsWith("//") && !line.isBlank()) {
                    section.addAll(List.of(line.strip().split(between)));
                }
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with [name] in place of each name. */
    String redact(String text) {
        NameWords line = NameWords.of(text);
        boolean found = false;
        for (int i = 0; i < line.size(); i++) {
            found |= cued(line, i) | signedBefore(line, i);
        }
        for (int i = 0; i < line.size(); i++) {
            if (!line.isName(i) && standsAlone(line, i)) {
                line.take(i);
                found = true;
            }
        }
        for (int i = 0; found && i < line.size(); i++) {
            if (line.isName(i)) {
                i = takeRest(line, i + 1, false, PARTS_MAX) - 1;
            }
        }
        for (int i = line.size() - 2; found && i >= 0; i--) {
            if (!line.isName(i) && line.isName(i + 1) && line.joined(i) && before(line, i)) {
                line.take(i);
            }
        }
        return found ? line.withoutNames() : text;
    }

    /** Takes the name that a cue at this word introduces. */
    private boolean cued(NameWords line, int at) {
        Cues.@Nullable Cue cue = cues.at(line, at);
        if (cue == null) {
            return false;
        }
        int next = at + cue.length();
        while (next < line.size()
                && line.joinedLoosely(next - 1)
                && titles.contains(line.plain(next))
                && !line.isLast(next)) {
            next++;
        }
        if (next >= line.size() || !line.joinedLoosely(next - 1)) {
            return false;
        }
        boolean first =
                cue.strong() ? !isOrdinary(line, next) : introduced(line, next, BESIDE.contains(line.plain(at)));
        if (!first) {
            return false;
        }
        line.take(next);
        takeRest(line, next + 1, cue.strong(), PARTS_MAX);
        return true;
    }

    /** "Ana Soto here": up to four words from the beginning of a sentence up to one that says where. */
    private boolean signedBefore(NameWords line, int at) {
        if (!HERE.contains(line.plain(at))) {
            return false;
        }
        int first = at;
        while (first > 0 && at - first < 4 && line.joined(first - 1)) {
            first--;
        }
        if (first == at || !line.startsClause(first)) {
            return false;
        }
        for (int i = first; i < at; i++) {
            boolean listed = given.contains(line.plain(i)) || surnames.contains(line.plain(i));
            if (common.contains(line.plain(i)) || !(listed || isNoWord(line.plain(i)))) {
                return false;
            }
        }
        for (int i = first; i < at; i++) {
            line.take(i);
        }
        return true;
    }

    private boolean isOrdinary(NameWords line, int i) {
        String word = line.plain(i);
        boolean listed = given.contains(word) || surnames.contains(word);
        return (common.contains(word) || known.contains(word)) && !(listed && line.isCapital(i));
    }

    private boolean introduced(NameWords line, int i, boolean doubtful) {
        String word = line.plain(i);
        boolean listed = given.contains(word) || surnames.contains(word);
        if (common.contains(word) || (known.contains(word) && !listed)) {
            return false;
        }
        return line.isCapital(i) || (listed && !words.contains(word)) || (!doubtful && isNoWord(word));
    }

    /** By itself: in the list and nothing else, or a capital in mid-sentence and nothing known. */
    private boolean standsAlone(NameWords line, int i) {
        String word = line.plain(i);
        boolean listed = given.contains(word) || surnames.contains(word);
        if (listed && !words.contains(word)) {
            return !known.contains(word) || (line.hasCapital(i) && !line.startsSentence(i));
        }
        if (!line.hasCapital(i) || common.contains(word) || known.contains(word) || word.length() < 2) {
            return false;
        }
        if (line.isAcronym(i) || isOrdinaryForm(word) || afterBrand(line, i)) {
            return false;
        }
        if (!line.startsSentence(i)) {
            return true;
        }
        boolean nextToo = i + 1 < line.size()
                && line.joined(i)
                && line.hasCapital(i + 1)
                && !common.contains(line.plain(i + 1))
                && !known.contains(line.plain(i + 1));
        return nextToo || (words.contains(word) && listed && line.size() == 1);
    }

    /** "Apple Pay", "Google Play": the second word belongs to the first. */
    private boolean afterBrand(NameWords line, int i) {
        return i > 0 && line.joined(i - 1) && known.contains(line.plain(i - 1)) && line.hasCapital(i - 1);
    }

    /** Whether a word ends as nouns and verbs do and names do not. */
    private boolean isOrdinaryForm(String word) {
        for (String ending : endings) {
            if (word.length() > ending.length() + 2 && word.endsWith(ending) && word.indexOf('-') < 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes what goes on with a name from the given word; returns the first word behind it. */
    private int takeRest(NameWords line, int from, boolean strong, int partsMax) {
        int next = from;
        for (int part = 1; part < partsMax; part++) {
            int at = next;
            while (at < line.size() && line.joined(at - 1) && PARTICLES.contains(line.plain(at)) && !line.isName(at)) {
                at++;
            }
            if (at >= line.size() || at - next > 2 || !line.joined(at - 1)) {
                return next;
            }
            boolean goesOn = line.isName(at) || (at > next ? belongs(line, at) : continues(line, at, strong));
            if (!goesOn) {
                return next;
            }
            for (int i = next; i <= at; i++) {
                line.take(i);
            }
            next = at + 1;
        }
        return next;
    }

    /** No word in any language, as far as is known: in small letters a name looks so. */
    private boolean isNoWord(String word) {
        return word.length() > 2
                && !common.contains(word)
                && !known.contains(word)
                && !isOrdinaryForm(word)
                && !Language.ES.isEveryday(word)
                && !Language.PT.isEveryday(word)
                && !Language.EN.isEveryday(word);
    }

    private boolean belongs(NameWords line, int i) {
        String word = line.plain(i);
        boolean listed = given.contains(word) || surnames.contains(word);
        return !common.contains(word) && (line.isCapital(i) || listed || isNoWord(word));
    }

    private boolean continues(NameWords line, int i, boolean strong) {
        String word = line.plain(i);
        if (common.contains(word)) {
            return false;
        }
        boolean listed = given.contains(word) || surnames.contains(word);
        return line.isCapital(i)
                || listed
                || word.endsWith("ez")
                || (strong && word.length() > 2 && !known.contains(word))
                || isNoWord(word)
                || (!line.isLast(i) && line.joined(i) && !known.contains(word) && isNoWord(line.plain(i + 1)));
    }

    private boolean before(NameWords line, int i) {
        String word = line.plain(i);
        boolean listed = given.contains(word) || surnames.contains(word);
        return !common.contains(word)
                && (line.hasCapital(i) ? listed || !line.startsSentence(i) : listed && !words.contains(word));
    }

    /** Introductions, by their first word; of several that fit the longest counts. */
    private static final class Cues {
        private final Map<String, List<Cue>> byFirst = new HashMap<>();

        record Cue(String[] words, boolean strong) {
            int length() {
                return words.length;
            }
        }

        void add(String written, boolean strong) {
            String[] parts = written.split(" ");
            byFirst.computeIfAbsent(parts[0], first -> new java.util.ArrayList<>())
                    .add(new Cue(parts, strong));
        }

        @Nullable
        Cue at(NameWords line, int at) {
            Cue longest = null;
            for (Cue cue : byFirst.getOrDefault(line.plain(at), List.of())) {
                if ((longest == null || cue.length() > longest.length()) && fits(cue, line, at)) {
                    longest = cue;
                }
            }
            return longest;
        }

        private static boolean fits(Cue cue, NameWords line, int at) {
            if (at + cue.length() > line.size()) {
                return false;
            }
            for (int i = 1; i < cue.length(); i++) {
                if (!cue.words()[i].equals(line.plain(at + i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
