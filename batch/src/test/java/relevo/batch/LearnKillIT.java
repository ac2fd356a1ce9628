package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that is killed anywhere comes to the same bytes, and so does one on PostgreSQL: report, suggestions, cards. */
final class LearnKillIT {
    private static final int READS = 8_000;
    /** So often every night reads; what a later point is, depends on the packs. */
    private static final int SURE = 3_000;

    @TempDir
    Path temp;

    @BeforeEach
    void copyThePacks() throws IOException {
        Nights.retail(temp.resolve("packs"));
    }

    @Test
    void shouldComeToTheSameBytesWhenKilledAndOnPostgres() throws Exception {
        TreeMap<String, String> whole = night("whole", "", "", 0);
        assertTrue(whole.keySet().stream().anyMatch(name -> name.contains("cards")), "no cards: " + whole);
        assertEquals(whole, night("killed", "", "", 1_500, -2), "H2");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            assertEquals(whole, night("postgres", url, "postgres", -1), "PostgreSQL");
        }
    }

    @Tag("long")
    @Test
    void shouldComeToTheSameBytesWhenKilledAtTwentyRandomPoints() throws Exception {
        TreeMap<String, String> whole = night("whole", "", "", 0);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            long at = 1 + random.nextInt(READS);
            assertEquals(whole, night("killed-" + i, "", "", at), "seed " + seed + ", killed at " + at);
        }
    }

    /** Runs a night to its end, killed at each of these points before. */
    private TreeMap<String, String> night(String name, String url, String user, long... killedAt)
            throws IOException, InterruptedException {
        Path folder = temp.resolve(name);
        Files.createDirectories(folder.resolve("data"));
        for (long at : killedAt) {
            if (at != 0) {
                int status = child(folder, url, user, at);
                assertTrue(at > SURE || status == LearnChild.HALTED, "not killed at " + at + ": " + status);
            }
        }
        assertEquals(0, child(folder, url, user, 0));
        TreeMap<String, String> digests = new TreeMap<>();
        for (String part : List.of("out", "data/review/cards")) {
            try (Stream<Path> files = Files.walk(folder.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    digests.put(folder.relativize(file).toString(), sha256(file));
                }
            }
        }
        return digests;
    }

    private int child(Path folder, String url, String user, long haltAt) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LearnChild.class.getName(),
                folder.toString(),
                temp.resolve("packs").toString(),
                url,
                user,
                Long.toString(haltAt)));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(180, TimeUnit.SECONDS), "the child hangs");
        return process.exitValue();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
