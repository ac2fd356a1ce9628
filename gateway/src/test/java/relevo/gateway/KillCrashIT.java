package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real gateways in child JVMs that really die, with customers outside who remember what got a 200. Afterwards the journal
 * must hold every acknowledged message exactly once, decided exactly once, in the order of its sender.
 */
class KillCrashIT {
    private static final String NUMBER = "900000000000001";

    @TempDir
    Path dir;

    @Test
    void shouldLoseNothingAndDecideNothingTwiceWhenKilled20Times() throws Exception {
        killRepeatedly(20, 20261121L);
    }

    @Test
    @Tag("long")
    void shouldLoseNothingAndDecideNothingTwiceWhenKilled200Times() throws Exception {
        killRepeatedly(200, 20261122L);
    }

    private void killRepeatedly(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        int port = GatewayProcess.freePorts();
        Path data = dir.resolve("data");
        Duration slowest = Duration.ZERO;
        Map<String, Integer> acknowledged;
        try (SignedLoad load = new SignedLoad(URI.create("http://127.0.0.1:" + port + "/webhook"), NUMBER, 6, "k")) {
            for (int i = 0; i < kills; i++) {
                try (GatewayProcess gateway = sandbox(port, data)) {
                    slowest = max(slowest, gateway.startup());
                    int before = load.acknowledgedCount();
                    await(() -> load.acknowledgedCount() > before, "no message was acknowledged after restart");
                    pause(50 + random.nextInt(700));
                    gateway.kill();
                }
            }
            try (GatewayProcess last = sandbox(port, data)) {
                int before = load.acknowledgedCount();
                await(
                        () -> load.acknowledgedCount() > before + 20,
                        "no message was acknowledged after the last restart");
                acknowledged = load.acknowledged();
                assertEquals(0, last.terminate(), last::output);
            }
        }
        System.out.printf(
                "killed %d times (seed %d): %d messages acknowledged, slowest start %d ms%n",
                kills, seed, acknowledged.size(), slowest.toMillis());
        JournalOracle.check(data, acknowledged.keySet());
        assertTrue(slowest.toSeconds() < 20, "a restart took " + slowest);
    }

    @Test
    void shouldStopAndNeverAcknowledgeWhenTheDiskFailsToForce() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        int port = GatewayProcess.freePorts();
        Path data = dir.resolve("data");
        List<String> failing = List.of(
                "/usr/bin/strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fdatasync",
                "-e",
                "inject=fdatasync:error=EIO:when=40+");
        Map<String, Integer> acknowledged;
        try (SignedLoad load = new SignedLoad(URI.create("http://127.0.0.1:" + port + "/webhook"), NUMBER, 4, "e");
                GatewayProcess gateway = sandbox(port, data, failing)) {
            assertNotEquals(0, gateway.waitForExit(60), "a journal that cannot force must stop the process");
            acknowledged = load.acknowledged();
        }
        assertTrue(!acknowledged.isEmpty(), "the disk failed before anything was acknowledged");
        try (GatewayProcess again = sandbox(port, data)) {
            assertEquals(0, again.terminate(), again::output);
        }
        JournalOracle.check(data, acknowledged.keySet());
    }

    private GatewayProcess sandbox(int port, Path data) throws Exception {
        return sandbox(port, data, List.of());
    }

    private GatewayProcess sandbox(int port, Path data, List<String> prefix) throws Exception {
        return GatewayProcess.start(dir, prefix, "sandbox", "--port", String.valueOf(port), "--data", data.toString());
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition, String otherwise) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, otherwise);
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }

    /** Lets the load run for a random time: this is the moment of the kill, not a wait for something. */
    private static void pause(int ms) {
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(ms).toNanos());
    }
}
