package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedIndexTest {
    private static final MatcherConfig CONFIG = MatcherConfig.defaults();
    private static final List<FaqEntry> FAQ = SmallFaq.entries();
    private static final FaqMatcher BUILT = FaqMatcher.build(FAQ, CONFIG);
    private static final String STAMP = "0123456789abcdef0123456789abcdef";
    private static final byte[] SAVED = SavedIndex.save(BUILT, STAMP);

    /** What the test of equal bytes runs in a JVM of its own: writes the index to a file. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            Files.write(Path.of(args[0]), SavedIndex.save(FaqMatcher.build(FAQ, CONFIG), STAMP));
        }
    }

    private static List<String> messages() {
        List<String> messages =
                new ArrayList<>(List.of("", "?", "😡", "zxqv plomk", "ok", "a".repeat(5000), "48213 ab12"));
        for (FaqEntry entry : FAQ) {
            messages.add(entry.answer());
            messages.addAll(entry.phrasings());
        }
        long seed = 5;
        for (Language language : Language.values()) {
            Noiser noiser = new Noiser(language, seed);
            List.copyOf(messages.subList(0, 60)).forEach(message -> messages.add(noiser.noisy(message)));
        }
        messages.addAll(Gibberish.strings(50, seed));
        return messages;
    }

    @Test
    void shouldAnswerExactlyAsBuiltWhenLoaded() throws IOException {
        FaqMatcher loaded = SavedIndex.load(SAVED, STAMP, CONFIG);
        assertEquals(BUILT.version(), loaded.version());
        for (String message : messages()) {
            for (String lang : List.of("es", "pt", "en")) {
                assertEquals(BUILT.match(message, lang), loaded.match(message, lang), message);
            }
        }
        assertArrayEquals(SAVED, SavedIndex.save(loaded, STAMP));
    }

    @Test
    void shouldBeTheSameBytesWhenBuiltInAnotherProcess(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("child.idx");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), Files.readString(folder.resolve("child.log")));
        assertArrayEquals(SAVED, Files.readAllBytes(file));
    }

    @Test
    void shouldRefuseWhenAnyPartIsDamaged() {
        for (int at = 0; at < SAVED.length; at += 997) {
            byte[] damaged = SAVED.clone();
            damaged[at] ^= 4;
            assertThrows(IOException.class, () -> SavedIndex.load(damaged, STAMP, CONFIG));
        }
        for (int length : new int[] {0, 3, 4, 11, 12, 40, SAVED.length - 1}) {
            assertThrows(IOException.class, () -> SavedIndex.load(Arrays.copyOf(SAVED, length), STAMP, CONFIG));
        }
    }

    @Test
    void shouldRefuseWhenContentOrCodeIsAnother() {
        IOException refused =
                assertThrows(IOException.class, () -> SavedIndex.load(SAVED, STAMP.replace('0', 'f'), CONFIG));
        assertTrue(String.valueOf(refused.getMessage()).contains("other content"), refused.getMessage());
    }

    @Test
    void shouldStampContentAndConfigurationWhenAsked() throws IOException {
        String stamp = SavedIndex.stamp(FAQ, CONFIG);
        assertTrue(stamp.matches("[0-9a-f]{32}"), stamp);
        assertEquals(stamp, SavedIndex.stamp(FAQ.reversed(), CONFIG));
        assertTrue(!stamp.equals(SavedIndex.stamp(FAQ.subList(1, FAQ.size()), CONFIG)));
        assertTrue(!stamp.equals(SavedIndex.stamp(FAQ, new MatcherConfig(1.3, 0.2, 5, ModelConfig.defaults()))));
    }
}
