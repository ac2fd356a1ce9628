package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendersTest {
    private static final int EACH = 3_000;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void shouldKeepOneOrderWithoutGapsFromSeveralThreads() throws Exception {
        try (Fixture fixture = new Fixture(directory);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> appenders = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                int name = thread;
                appenders.add(threads.submit(() -> append(fixture.log, name)));
            }
            Future<Integer> follower = threads.submit(() -> follow(fixture.log, 3 * EACH));
            for (Future<?> appender : appenders) {
                appender.get(60, TimeUnit.SECONDS);
            }
            assertEquals(3 * EACH, follower.get(60, TimeUnit.SECONDS));
            assertEquals(3 * EACH, fixture.log.lastSequence());
        }
    }

    private static void append(Log log, int name) {
        for (int i = 0; i < EACH; i++) {
            long sequence = log.append(Fixture.entry(Fixture.contact(name), name + ":" + i));
            if (i % 50 == name) {
                log.force();
                assertTrue(log.durableSequence() >= sequence);
            }
        }
    }

    /** Reads while it is written, and checks that each thread's entries come in its order. */
    private static int follow(Log log, int count) {
        Map<String, Integer> next = new HashMap<>();
        int read = 0;
        try (LogReader reader = log.reader(0)) {
            while (read < count) {
                LogRecord record = reader.poll();
                if (record == null) {
                    Thread.onSpinWait();
                    continue;
                }
                read++;
                assertEquals(read, record.sequence());
                String[] parts = Fixture.text(record).split(":", -1);
                assertEquals(next.merge(parts[0], 1, Integer::sum) - 1, Integer.parseInt(parts[1]));
            }
        }
        return read;
    }
}
