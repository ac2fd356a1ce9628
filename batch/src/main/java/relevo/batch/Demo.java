package relevo.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import relevo.dialog.DialogEngine;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.journal.ContactKeys;
import relevo.journal.Durability;
import relevo.journal.JournalConfig;
import relevo.journal.LocalLog;
import relevo.journal.TenantKey;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;

/** {@code demo}: a month of made-up conversations in a new data folder, for the sandbox. */
@Command(
        name = "demo",
        description = "Writes a month of made-up conversations into a new data folder; see sandbox --demo.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
    /** What the gateway's outbox reads by; it must not send the month again. */
    private static final String OUTBOX = "outbox";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Option(names = "--data", required = true, description = "A sandbox's data folder without a journal.")
    Path data = Path.of("data");

    @Option(names = "--packs", required = true, description = "The folder of the packs.")
    Path packs = Path.of("config", "packs");

    @Option(names = "--days", defaultValue = "28", description = "How many days until yesterday (${DEFAULT-VALUE}).")
    int days = 28;

    @Option(names = "--a-day", defaultValue = "120", description = "Usual conversations a day (${DEFAULT-VALUE}).")
    int perDay = 120;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed, another month (${DEFAULT-VALUE}).")
    long seed = 1;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(data.resolve("journal")) || !Files.exists(data.resolve("tenant-key"))) {
            throw new ParameterException(
                    spec.commandLine(), data + " must be a sandbox's folder with a tenant key and no journal");
        }
        Pack pack = PackLoader.load(packs.resolve("retail"));
        DialogEngine engine = new DialogEngine(pack, FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
        TenantKey tenant = TenantKey.read(data.resolve("tenant-key"));
        InstantSource clock = InstantSource.system();
        ZoneId zone = ZoneId.systemDefault();
        LocalDate first = LocalDate.ofInstant(clock.instant(), zone).minusDays(days);
        try (ContactKeys keys = ContactKeys.open(data.resolve("contact-keys"), tenant)) {
            JournalConfig config = JournalConfig.small(data.resolve("journal")).with(Durability.PROCESS);
            try (LocalLog log = LocalLog.open(config, clock, keys)) {
                Traffic traffic = new Traffic(pack, engine, log, "900000000000001", zone, seed);
                for (int day = 0; day < days; day++) {
                    traffic.day(first.plusDays(day), perDay, PlantedTopics.ALL, day);
                }
                log.force();
                log.release(OUTBOX, log.lastSequence());
                spec.commandLine().getErr().printf("demo: %,d messages in %d days%n", traffic.messages(), days);
                spec.commandLine().getErr().flush();
            }
            keys.force();
        }
        return 0;
    }
}
