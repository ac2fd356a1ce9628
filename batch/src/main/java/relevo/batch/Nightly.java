package relevo.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import relevo.dialog.ConfigException;
import relevo.journal.JournalException;
import relevo.review.ReviewFolder;

/** {@code nightly}: reads one day of the journal and writes its report. */
@Command(
        name = "nightly",
        description = "Reads a day of the journal, learns from it, and writes report and suggestions.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 the report stands, 1 refused (done already, or another job runs) or broken off (the next"
                    + " start goes on), 2 wrong usage."
        })
final class Nightly implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Option(names = "--date", required = true, description = "The business date, as 2026-11-20.")
    @SuppressWarnings("NullAway.Init") // required
    LocalDate date;

    @Option(names = "--zone", description = "The time zone whose day that is, as Europe/Madrid (this machine's).")
    @Nullable
    String zone;

    @Option(names = "--data", defaultValue = "data", description = "The gateway's data folder (${DEFAULT-VALUE}).")
    Path data = Path.of("data");

    @Option(names = "--out", description = "Where the report goes (DATA/reports).")
    @Nullable
    Path out;

    @Option(names = "--config", description = "A folder with relevo.yaml and packs/ (as the gateway last started).")
    @Nullable
    Path config;

    @Option(
            names = "--days",
            defaultValue = "7",
            description = "Days to learn from, the business date included (${DEFAULT-VALUE}).")
    int days = 7;

    @Option(
            names = "--db",
            description = "jdbc:postgresql://... to keep what the night remembers (an H2 file in DATA).")
    @Nullable
    String db;

    @Option(names = "--db-user", description = "Its user (relevo); the password comes from RELEVO_DB_PASSWORD.")
    @Nullable
    String dbUser;

    @Option(names = "--rerun", description = "Make the report of a night anew that is done already.")
    boolean rerun;

    @Option(names = "--json", description = "One JSON object on stdout and nothing else there.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Folders folders = new Folders(data, out == null ? data.resolve("reports") : out);
        if (!Files.isDirectory(data)) {
            throw new ParameterException(spec.commandLine(), "there is no data folder " + data);
        }
        boolean terminal = System.console() != null && System.console().isTerminal();
        PrintStream err = System.err;
        Progress progress = new Progress(err, terminal, System::nanoTime);
        BusinessDay day = new BusinessDay(date, zone());
        NightlyRun.Outcome outcome;
        try {
            Content content = Content.of(data, config);
            Path packs = content.packs() == null ? data.resolve("packs") : content.packs();
            outcome = new NightlyRun(
                            folders,
                            StoreAddress.of(db, dbUser, folders.repository(), System.getenv()),
                            () -> JournalView.open(data, System.getenv()),
                            new NightlyRun.Learning(
                                    content,
                                    new ReviewFolder(data, packs, InstantSource.system()),
                                    new Miner(MiningConfig.defaults())::mine,
                                    new Span(day, days).days()),
                            InstantSource.system(),
                            progress)
                    .run(day, rerun);
        } catch (IllegalArgumentException | ConfigException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (JournalException e) {
            outcome = new NightlyRun.Outcome.Failed(String.valueOf(e.getMessage()));
        }
        return report(outcome, folders, day);
    }

    private int report(NightlyRun.Outcome outcome, Folders folders, BusinessDay day) throws IOException {
        ObjectNode result = new ObjectMapper().createObjectNode();
        result.put("date", day.date().toString()).put("zone", day.zone().getId());
        int status = switch (outcome) {
            case NightlyRun.Outcome.Done(boolean restarted, long run) -> {
                result.put("status", "done").put("run", run).put("restarted", restarted);
                file(result, "html", folders.html(day));
                file(result, "json", folders.json(day));
                file(result, "csv", folders.csv(day));
                file(result, "xlsx", folders.xlsx(day));
                file(result, "suggestions", folders.suggestions(day));
                yield 0;
            }
            case NightlyRun.Outcome.Refused(String because) -> {
                result.put("status", "refused").put("because", because);
                yield 1;
            }
            case NightlyRun.Outcome.Failed(String because) -> {
                result.put("status", "failed").put("because", because);
                yield 1;
            }
        };
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            stdout.println(result);
        } else if (status == 0) {
            for (String name : List.of("html", "json", "csv", "xlsx", "suggestions")) {
                stdout.println(result.path(name).path("path").asText());
            }
        } else {
            spec.commandLine()
                    .getErr()
                    .println("nightly: " + result.path("because").asText());
            spec.commandLine().getErr().flush();
        }
        stdout.flush();
        return status;
    }

    private static void file(ObjectNode result, String name, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            result.putObject(name)
                    .put("path", file.toString())
                    .put("sha256", digest)
                    .put("bytes", bytes.length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private ZoneId zone() {
        try {
            return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "--zone is no time zone: " + zone);
        }
    }
}
