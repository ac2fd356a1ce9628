package relevo.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import relevo.dialog.DialogEngine;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;
import relevo.review.ReviewFolder;

/**
 * A night that learns, in a JVM of its own that dies at the n-th time it reads an entry (0: never), in mining (-1) or while
 * it puts the cards out (-2): {@code FOLDER PACKS DB-URL DB-USER HALT-AT}.
 */
final class LearnChild {
    static final BusinessDay DAY = new BusinessDay(LocalDate.of(2026, 11, 12), ZoneId.of("America/Bogota"));

    static final int HALTED = 77;

    private LearnChild() {}

    public static void main(String[] args) throws IOException {
        long haltAt = Long.parseLong(args[4]);
        AtomicLong read = new AtomicLong();
        MemoryLog log = new MemoryLog() {
            @Override
            void reading(long sequence) {
                if (read.incrementAndGet() == haltAt) {
                    Runtime.getRuntime().halt(HALTED);
                }
            }
        };
        write(log, Path.of(args[1]));
        Folders folders = new Folders(Path.of(args[0], "data"), Path.of(args[0], "out"));
        Content content = new Content(Path.of(args[1]), java.util.Map.of(Nights.NUMBER, "retail"));
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(DAY.untilMs() + 1));
        ReviewFolder reviews = new ReviewFolder(folders.data(), Path.of(args[1]), clock);
        Miner miner = new Miner(MiningConfig.defaults());
        NightlyRun run = new NightlyRun(
                folders,
                args[2].isEmpty() ? StoreAddress.file(folders.repository()) : new StoreAddress(args[2], args[3], ""),
                log::source,
                new NightlyRun.Learning(
                        content,
                        reviews,
                        (conversations, earlier) -> {
                            if (haltAt == -1) {
                                Runtime.getRuntime().halt(HALTED);
                            }
                            return miner.mine(conversations, earlier);
                        },
                        7),
                clock,
                new Progress(System.err, false, System::nanoTime) {
                    @Override
                    synchronized void end(String outcome) {
                        super.end(outcome);
                        if (haltAt == -2 && java.nio.file.Files.exists(folders.html(DAY))) {
                            Runtime.getRuntime().halt(HALTED);
                        }
                    }
                });
        System.out.println(run.run(DAY, false) + " after reading " + read.get());
    }

    /** Four days: the same for the same packs. */
    static void write(MemoryLog log, Path packs) {
        Pack pack = PackLoader.load(packs.resolve("retail"));
        DialogEngine engine = new DialogEngine(pack, FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
        Traffic traffic = new Traffic(pack, engine, log, Nights.NUMBER, DAY.zone(), 7);
        for (int day = 0; day < 4; day++) {
            traffic.day(DAY.date().minusDays(3 - day), 40, PlantedTopics.ALL, day);
        }
    }
}
