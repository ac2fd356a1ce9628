package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relevo.dialog.DialogEngine;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.journal.ContactKeys;
import relevo.journal.Durability;
import relevo.journal.JournalConfig;
import relevo.journal.LocalLog;
import relevo.journal.LogView;
import relevo.journal.TenantKey;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;
import relevo.review.ReviewFolder;

/**
 * Question: how long does a night take that learns from so many messages, sealed, from the disk, all decisions taken again?
 * Prints the answer; the goal is 60 s for a million. {@code -Drelevo.volume=N} asks for another number of messages.
 */
@Tag("long")
final class LearnVolumeIT {
    private static final int MESSAGES = Integer.getInteger("relevo.volume", 1_000_000);
    private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");
    private static final int DAYS = 7;

    @TempDir
    Path temp;

    @Test
    void shouldLearnFromAMillionMessages() throws IOException {
        Content content = Nights.retail(temp.resolve("packs"));
        Pack pack = PackLoader.load(temp.resolve("packs/retail"));
        DialogEngine engine = new DialogEngine(pack, FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
        TenantKey tenant = TenantKey.of(new byte[32]);
        LocalDate first = LocalDate.of(2026, 11, 9);
        long messages = 0;
        try (ContactKeys keys = ContactKeys.open(temp.resolve("contact-keys"), tenant)) {
            JournalConfig config = JournalConfig.small(temp.resolve("journal")).with(Durability.PROCESS);
            try (LocalLog log = LocalLog.open(config, InstantSource.system(), keys)) {
                Traffic traffic = new Traffic(pack, engine, log, Nights.NUMBER, BOGOTA, 1);
                for (int day = 0; day < DAYS; day++) {
                    // About one and a quarter messages a conversation.
                    traffic.day(first.plusDays(day), (int) (MESSAGES / DAYS / 1.25), PlantedTopics.ALL, day);
                }
                messages = traffic.messages();
            }
            keys.force();
        }
        Folders folders = new Folders(temp, temp.resolve("out"));
        BusinessDay day = new BusinessDay(first.plusDays(DAYS - 1), BOGOTA);
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(day.untilMs() + 1));
        com.sun.management.OperatingSystemMXBean system =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long processorNs = system.getProcessCpuTime();
        long started = System.nanoTime();
        ContactKeys reading = ContactKeys.openReadOnly(temp.resolve("contact-keys"), tenant);
        NightlyRun.Outcome outcome = Nights.learning(
                        folders,
                        StoreAddress.file(folders.repository()),
                        () -> new JournalView(LogView.open(temp.resolve("journal"), reading), reading),
                        content,
                        new ReviewFolder(temp, temp.resolve("packs"), clock),
                        clock,
                        new Progress(System.out, false, System::nanoTime))
                .run(day, false);
        double seconds = (System.nanoTime() - started) / 1e9;
        double processor = (system.getProcessCpuTime() - processorNs) / 1e9;
        assertInstanceOf(NightlyRun.Outcome.Done.class, outcome, outcome.toString());
        assertTrue(messages > MESSAGES / 2, messages + " messages");
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getPeakUsage)
                .filter(java.util.Objects::nonNull)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
        System.out.printf(
                "%,d messages of %d days in %.1f s, %.1f s of processor, pools at most %,d MiB, load average %.1f%n",
                messages, DAYS, seconds, processor, peak >> 20, system.getSystemLoadAverage());
    }
}
