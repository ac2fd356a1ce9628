package relevo.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import relevo.journal.JournalException;
import relevo.review.ReviewException;
import relevo.review.ReviewFolder;
import relevo.review.Suggestion;

/** {@code backtest}: one suggestion, as it is edited now, against the journal. Changes nothing. */
@Command(
        name = "backtest",
        description = "What the last days' messages would have got with a suggestion in the pack.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit status: 0 done, 1 it cannot be done (and why), 2 wrong usage."})
final class Backtest implements Callable<Integer> {
    private static final int PARTS = 2;

    @Mixin
    Suggestions.Place place = new Suggestions.Place();

    @Parameters(paramLabel = "ID", description = "The suggestion.")
    String id = "";

    @Option(names = "--date", description = "The last day (yesterday).")
    @Nullable
    LocalDate date;

    @Option(names = "--zone", description = "Whose day that is, as Europe/Madrid (this machine's).")
    @Nullable
    String zone;

    @Option(names = "--days", defaultValue = "7", description = "How many days (${DEFAULT-VALUE}).")
    int days = 7;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = place.spec.commandLine().getOut();
        try {
            ZoneId where = zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
            InstantSource clock = InstantSource.system();
            LocalDate last =
                    date == null ? LocalDate.ofInstant(clock.instant(), where).minusDays(1) : date;
            ReviewFolder folder = place.folder();
            Suggestion suggestion = folder.card(id).suggestion();
            Content content = Content.of(place.data, place.config);
            try (JournalView journal = JournalView.open(place.data, System.getenv())) {
                Night night = new Night(
                        new BusinessDay(last, where), 1, false, journal.log().lastSequence(), days);
                Replay.Outcome outcome =
                        new LiveContent(content).replay(journal.log(), night, PARTS, List.of(suggestion));
                print(out, Learn.tested(suggestion, outcome, days, true), outcome);
            }
            return 0;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ParameterException(place.spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (ReviewException | JournalException e) {
            place.spec.commandLine().getErr().println("backtest: " + e.getMessage());
            place.spec.commandLine().getErr().flush();
            return 1;
        } finally {
            out.flush();
        }
    }

    private void print(PrintWriter out, Suggestion.Backtest tested, Replay.Outcome outcome) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode result = json.createObjectNode().put("suggestion", id).put("differing", outcome.differing());
        result.set("backtest", json.valueToTree(tested));
        if (place.json) {
            out.println(result);
            return;
        }
        out.printf(
                "%,d decisions of %d days taken again, %,d come out otherwise%n",
                tested.decisions(), tested.days(), outcome.differing());
        out.printf(
                "answers gained %,d, changed %,d, hand-overs avoided %,d%n",
                tested.gained(), tested.changed(), tested.avoided());
        out.printf(
                "judged by what people did later: right %,d, wrong %,d%s%n",
                tested.right(),
                tested.wrong(),
                tested.precision() == null
                        ? ""
                        : String.format(
                                " (%.0f–%.0f %%)",
                                100 * tested.precision().low(),
                                100 * tested.precision().high()));
        tested.changes()
                .forEach(change -> out.printf("  %s%n    %s -> %s%n", change.text(), change.before(), change.after()));
    }
}
