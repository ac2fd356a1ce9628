package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagsTest {
    private final Tags tags = new Tags(Fixture.TENANT);

    @Test
    void shouldNotChangeFromReleaseToRelease() {
        // Computed with another implementation of RFC 5869. It is on disk everywhere: a change loses every
        // conversation.
        assertEquals(
                "866609a267a050b7a5d52b269cb03994", tags.of("1234", "wamid.X").toString());
    }

    @Test
    void shouldTellPartsApart() {
        assertNotEquals(tags.of("ab", "c"), tags.of("a", "bc"));
        assertNotEquals(tags.of("a"), tags.of("a", ""));
        assertEquals(tags.of("ñandú", "1"), new Tags(Fixture.TENANT).of("ñandú", "1"));
    }

    @Test
    void shouldGiveTheSameFromAnyThread() {
        Tag expected = tags.of("a", "b");
        assertEquals(
                64,
                IntStream.range(0, 64)
                        .parallel()
                        .filter(i -> tags.of("a", "b").equals(expected))
                        .count());
    }

    @Test
    void shouldReadATenantKeyInBothSpellings(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("tenant.key");
        Files.writeString(file, "00".repeat(32) + "\n");
        assertEquals(tags.of("x"), new Tags(TenantKey.read(file)).of("x"));
        assertEquals(tags.of("x"), new Tags(TenantKey.parse(Base64.getEncoder().encodeToString(new byte[32]))).of("x"));
        Files.writeString(file, "short");
        assertThrows(JournalException.class, () -> TenantKey.read(file));
    }
}
