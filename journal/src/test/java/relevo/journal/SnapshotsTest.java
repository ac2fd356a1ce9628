package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private ContactKeys keys;
    private Snapshots snapshots;

    @BeforeEach
    void open() {
        keys = ContactKeys.open(directory.resolve("keys"), Fixture.TENANT);
        snapshots = new Snapshots(directory.resolve("snapshots"), keys);
        for (int i = 0; i < 10; i++) {
            keys.obtain(Fixture.contact(i));
        }
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void shouldReadBackTheNewestAndKeepTwo() throws IOException {
        assertNull(snapshots.newest("state"));
        for (long through : new long[] {5, 70, 900}) {
            snapshots.write("state", through, blobs(10, "at " + through));
        }
        snapshots.write("state-2", 1_000, blobs(1, "another"));

        assertEquals(900, contents("state").size() / 10 * 900L);
        assertEquals("0 at 900", contents("state").getFirst());
        try (Stream<Path> files = Files.list(directory.resolve("snapshots"))) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void shouldFallBackToTheOlderWhenTheNewestIsDamaged() throws IOException {
        snapshots.write("state", 5, blobs(10, "old"));
        snapshots.write("state", 70, blobs(10, "new"));
        Path newest = directory.resolve("snapshots/state-0000000000000000070.snap");
        byte[] sound = Files.readAllBytes(newest);
        RandomGenerator random = Fixture.seeded("snapshot damage", System.nanoTime());
        for (int round = 0; round < 300; round++) {
            byte[] bytes = sound.clone();
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(newest, bytes);
            assertEquals("0 old", contents("state").getFirst(), "bit " + bit);
        }
        for (int length : new int[] {0, 1, 31, 32, sound.length - 1}) {
            Files.write(newest, Arrays.copyOf(sound, length));
            assertEquals("0 old", contents("state").getFirst(), "length " + length);
        }
        Files.write(newest, sound);
        assertEquals("0 new", contents("state").getFirst());
    }

    @Test
    void shouldLeaveOutWhoWasErased() {
        snapshots.write("state", 5, blobs(10, "x"));
        keys.destroy(Fixture.contact(3));
        assertEquals(9, contents("state").size());
        snapshots.write("state", 6, blobs(10, "x"));
        assertEquals(9, contents("state").size());
        assertTrue(!keys.has(Fixture.contact(3)));
    }

    @Test
    void shouldKeepWhatBelongsToNobodyUnderTheJournalsKey() {
        snapshots.write(
                "state",
                5,
                List.of(new Snapshots.Blob(Tag.NONE, new byte[] {1})).iterator());
        Snapshots.Snapshot snapshot = snapshots.newest("state");
        assertNotNull(snapshot);
        try (snapshot) {
            Snapshots.Blob blob = snapshot.next();
            assertNotNull(blob);
            assertArrayEquals(new byte[] {1}, blob.payload());
            assertNull(snapshot.next());
            assertEquals(5, snapshot.throughSequence());
        }
    }

    @Test
    void shouldRefuseANameThatIsAPath() {
        assertThrows(IllegalArgumentException.class, () -> snapshots.write("../x", 1, Collections.emptyIterator()));
    }

    private static Iterator<Snapshots.Blob> blobs(int count, String text) {
        List<Snapshots.Blob> blobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blobs.add(new Snapshots.Blob(Fixture.contact(i), (i + " " + text).getBytes(StandardCharsets.UTF_8)));
        }
        return blobs.iterator();
    }

    private List<String> contents(String name) {
        List<String> contents = new ArrayList<>();
        Snapshots.Snapshot snapshot = snapshots.newest(name);
        assertNotNull(snapshot);
        try (snapshot) {
            for (Snapshots.Blob blob = snapshot.next(); blob != null; blob = snapshot.next()) {
                contents.add(new String(blob.payload(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }
}
