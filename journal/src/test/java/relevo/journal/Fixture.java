package relevo.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A log, its keys and its clock in one directory, as most tests need them. */
final class Fixture implements AutoCloseable {
    static final TenantKey TENANT = TenantKey.of(new byte[32]);
    static final long START_MS = 1_795_000_000_000L;

    final AtomicLong wallMs = new AtomicLong(START_MS);
    final ContactKeys keys;
    final LocalLog log;

    Fixture(Path directory) {
        this(config(directory), START_MS);
    }

    Fixture(JournalConfig config, long nowMs) {
        wallMs.set(nowMs);
        InstantSource wall = () -> Instant.ofEpochMilli(wallMs.get());
        keys = ContactKeys.open(config.directory().resolve("keys"), TENANT);
        boolean opened = false;
        try {
            log = LocalLog.open(config, wall, keys);
            opened = true;
        } finally {
            if (!opened) {
                keys.close();
            }
        }
    }

    /** Claims little disk, so that many fit. */
    static JournalConfig config(Path directory) {
        return new JournalConfig(directory, Durability.DISK, RollEvery.HOUR, 1 << 20, 0, 0, 30, 3_600_000);
    }

    static Entry entry(Tag contact, String text) {
        return entry(contact, START_MS, text.getBytes(StandardCharsets.UTF_8));
    }

    static Entry entry(Tag contact, long atMs, byte[] payload) {
        return new Entry(EntryType.RECEIVED, atMs, new Section(SectionKind.MESSAGE, contact, Tag.NONE, 0, payload));
    }

    static Tag contact(int number) {
        return new Tag(0x9E3779B97F4A7C15L * (number + 1), 0xBF58476D1CE4E5B9L * (number + 7));
    }

    static String text(LogRecord record) {
        return new String(Objects.requireNonNull(record.sections().getFirst().open()), StandardCharsets.UTF_8);
    }

    /** Everything the log has behind this sequence. */
    static List<LogRecord> readAll(Log log, long after) {
        List<LogRecord> records = new ArrayList<>();
        try (LogReader reader = log.reader(after)) {
            for (LogRecord record = reader.poll(); record != null; record = reader.poll()) {
                records.add(record);
            }
        }
        return records;
    }

    /** The payload that belongs to a sequence: recomputed by a test that wants to know whether what it read is right. */
    static byte[] payload(long sequence, int length) {
        byte[] bytes = new byte[length];
        SplittableRandom random = new SplittableRandom(sequence);
        random.nextBytes(bytes);
        return bytes;
    }

    static boolean isPayload(byte[] bytes, long sequence) {
        return Arrays.equals(bytes, payload(sequence, bytes.length));
    }

    static RandomGenerator seeded(String test, long seed) {
        System.out.println(test + " seed " + seed);
        return new SplittableRandom(seed);
    }

    @Override
    public void close() {
        try {
            log.close();
        } finally {
            keys.close();
        }
    }
}
