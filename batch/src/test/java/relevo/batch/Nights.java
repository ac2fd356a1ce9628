package relevo.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import relevo.review.ReviewFolder;

/** Nightly runs for tests. */
final class Nights {
    static final String NUMBER = "900000000000001";

    private Nights() {}

    /** One that knows no packs and only counts. */
    static NightlyRun counting(
            Folders folders, Supplier<NightlyRun.Source> journal, InstantSource clock, Progress progress) {
        return learning(
                folders,
                StoreAddress.file(folders.repository()),
                journal,
                Content.UNKNOWN,
                new ReviewFolder(folders.data(), folders.data().resolve("packs"), clock),
                clock,
                progress);
    }

    /** One that learns from a week. */
    static NightlyRun learning(
            Folders folders,
            StoreAddress database,
            Supplier<NightlyRun.Source> journal,
            Content content,
            ReviewFolder reviews,
            InstantSource clock,
            Progress progress) {
        return new NightlyRun(
                folders,
                database,
                journal,
                new NightlyRun.Learning(content, reviews, new Miner(MiningConfig.defaults())::mine, 7),
                clock,
                progress);
    }

    /** A copy of the shipped packs that a test may change: retail in Spanish, and what all have in common. */
    static Content retail(Path packs) throws IOException {
        Path shipped = Path.of("../config/packs");
        for (String pack : new String[] {"common", "retail"}) {
            try (Stream<Path> files = Files.walk(shipped.resolve(pack))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().matches(".*faq\\.(pt|en)\\.yaml"))
                        .toList()) {
                    Path target = packs.resolve(shipped.relativize(file).toString());
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(file, target);
                }
            }
        }
        return new Content(packs, Map.of(NUMBER, "retail"));
    }
}
