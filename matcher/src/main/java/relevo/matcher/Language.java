package relevo.matcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.CharArrayMap;
import org.apache.lucene.analysis.CharArraySet;

/** A language the matcher has a text treatment for, with its word lists. Immutable. */
public enum Language {
    ES,
    PT,
    EN;

    private final CharArrayMap<String[]> chatSpellings;
    private final GreetingFilter.Greetings greetings;
    private final List<String> background;

    Language() {
        CharArrayMap<String[]> spellings = new CharArrayMap<>(64, false);
        for (String line : lines("chat-" + code() + ".txt")) {
            int equals = line.indexOf('=');
            String[] written = line.substring(equals + 1).strip().split(" ");
            for (String chat : line.substring(0, equals).strip().split(" ")) {
                spellings.put(chat, written);
            }
        }
        this.chatSpellings = CharArrayMap.unmodifiableMap(spellings);
        List<String> greetingLines = lines("greetings-" + code() + ".txt");
        this.greetings = new GreetingFilter.Greetings(
                words(greetingLines.get(0)), words(greetingLines.get(1)), words(greetingLines.get(2)));
        this.background = lines("background-" + code() + ".txt");
    }

    /** The two letters used everywhere outside: es, pt or en. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language of a tag such as es, pt-br or en_US; IllegalArgumentException for any other. */
    public static Language of(String tag) {
        for (Language language : values()) {
            if (tag.length() >= 2 && tag.regionMatches(true, 0, language.name(), 0, 2)) {
                return language;
            }
        }
        throw new IllegalArgumentException("unknown language '" + tag + "': es, pt or en");
    }

    /** The language of a text by its letters alone; Spanish where there is nothing to go by. */
    public static Language guess(String text) {
        return LanguageGuess.of(text);
    }

    /**
     * Whether a word is an everyday word of the language: of the lexicon (for English its glosses) or of the background
     * texts. In small letters, without accents.
     */
    public boolean isEveryday(String word) {
        return Everyday.WORDS.getOrDefault(this, Set.of()).contains(word);
    }

    /** Read when first asked for. */
    private static final class Everyday {
        static final Map<Language, Set<String>> WORDS = new EnumMap<>(Language.class);

        static {
            for (Language language : values()) {
                WORDS.put(language, Set.copyOf(read(language)));
            }
        }

        private static Set<String> read(Language language) {
            Set<String> words = new HashSet<>();
            Lexicon lexicon = Lexicon.read("lexicon.txt", language == EN ? ES : language);
            words.addAll(language == EN ? lexicon.glossWords() : lexicon.forms());
            for (String text : language.background()) {
                words.addAll(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")));
            }
            return words;
        }
    }

    CharArrayMap<String[]> chatSpellings() {
        return chatSpellings;
    }

    GreetingFilter.Greetings greetings() {
        return greetings;
    }

    /** What people also write to a company and no pack answers; the index learns from them what is out of scope. */
    List<String> background() {
        return background;
    }

    private static CharArraySet words(String line) {
        return CharArraySet.unmodifiableSet(new CharArraySet(
                List.of(line.substring(line.indexOf('=') + 1).strip().split(" ")), false));
    }

    /** The lines of a resource beside this class, less blanks and comments. */
    static List<String> lines(String resource) {
        try (InputStream in = Language.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the jar");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("//")) {
                    lines.add(line.strip());
                }
            }
            return List.copyOf(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
