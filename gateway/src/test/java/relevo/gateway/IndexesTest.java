package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.matcher.FaqEntry;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;
import relevo.matcher.SavedIndex;

class IndexesTest {
    private static final MatcherConfig CONFIG = MatcherConfig.defaults();
    private static final List<FaqEntry> FAQ = List.of(
            new FaqEntry(
                    "hours", "en", "When are you open?", List.of("opening hours", "are you open on sunday"), "9 to 7."),
            new FaqEntry(
                    "refund", "en", "I want my money back", List.of("refund please", "return shoes"), "In 14 days."));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private Path folder() {
        return data.resolve("indexes");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> list = Files.list(folder())) {
            return list.sorted().toList();
        }
    }

    @Test
    void shouldLoadWhatIsKeptWhenStartedAgain() throws IOException {
        FaqMatcher built = new Indexes(folder()).matcher("retail", FAQ);
        assertEquals(1, files().size());
        FaqMatcher loaded = new Indexes(folder()).matcher("retail", FAQ);
        assertEquals(built.match("are u open on sundays", "en"), loaded.match("are u open on sundays", "en"));

        // Only what is read from the file can have the version of other content.
        FaqMatcher other = FaqMatcher.build(FAQ.subList(0, 1), CONFIG);
        Files.write(files().getFirst(), SavedIndex.save(other, SavedIndex.stamp(FAQ, CONFIG)));
        assertEquals(
                other.version(), new Indexes(folder()).matcher("retail", FAQ).version());
    }

    @Test
    void shouldBuildAgainWhenTheFileIsDamagedOrForeign() throws IOException {
        new Indexes(folder()).matcher("retail", FAQ);
        Path file = files().getFirst();
        byte[] good = Files.readAllBytes(file);
        byte[] damaged = good.clone();
        damaged[good.length / 2] ^= 1;
        for (byte[] wrong :
                List.of(damaged, new byte[0], "something else".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            Files.write(file, wrong);
            assertEquals(
                    "hours",
                    new Indexes(folder())
                            .matcher("retail", FAQ)
                            .match("opening hours", "en")
                            .candidates()
                            .getFirst()
                            .id());
            assertArrayEquals(good, Files.readAllBytes(file));
        }
    }

    @Test
    void shouldDeleteWhatIsReplacedWhenContentChanges() throws IOException {
        Indexes indexes = new Indexes(folder());
        indexes.matcher("retail", FAQ);
        Path old = files().getFirst();
        indexes.matcher("retail-mx", FAQ);
        Files.createFile(folder().resolve("retail-" + "0".repeat(32) + ".idx.tmp"));
        Files.createFile(folder().resolve("notes.txt"));
        indexes.matcher("retail", FAQ.subList(0, 1));
        assertFalse(Files.exists(old));
        assertEquals(
                List.of("notes.txt", "retail-", "retail-mx-"),
                files().stream()
                        .map(file -> file.getFileName().toString().replaceAll("[0-9a-f]{32}\\.idx", ""))
                        .toList());
    }

    @Test
    void shouldAnswerWhenTheFolderCannotBeWritten() throws IOException {
        Files.createFile(folder()); // a file stands where the folder should
        FaqMatcher matcher = new Indexes(folder()).matcher("retail", FAQ);
        assertTrue(matcher.match("opening hours", "en").confidence() > 0);
    }
}
