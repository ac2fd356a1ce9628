package relevo.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What the benches that start processes have in common: where their files go, how they answer, when they fail. */
final class RunOptions {
    @Option(
            names = "--dir",
            defaultValue = "data/bench",
            description = "Where a run keeps its files; on the disk to be measured (${DEFAULT-VALUE}).")
    Path dir = Path.of("data/bench");

    @Option(names = "--keep", description = "Keep those files.")
    boolean keep;

    @Option(names = "--gate", description = "Exit status 1 when a goal was missed.")
    boolean gate;

    @Option(names = "--json", description = "One JSON object on stdout and nothing else there.")
    boolean json;

    RunFolder folder(int run) {
        return RunFolder.of(dir, run);
    }

    /** Steps on stderr, redrawn where that is a terminal. */
    static Progress progress(int steps) {
        return new Progress(
                System.err, System.console() != null && System.console().isTerminal(), steps);
    }

    static void printJson(PrintWriter out, Object result) throws JsonProcessingException {
        out.println(
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result));
        out.flush();
    }

    static void printGoals(PrintWriter out, List<Result.Goal> goals) {
        out.println();
        for (Result.Goal goal : goals) {
            out.printf(
                    Locale.ROOT,
                    "  %-46s goal %8.2f  measured %8.3f  %s%n",
                    goal.what(),
                    goal.goal(),
                    goal.measured(),
                    goal.met() ? "met" : "MISSED");
        }
        out.flush();
    }

    /** Deletes or keeps the files and returns the exit status. */
    int end(RunFolder files, boolean sound, List<Result.Goal> goals) throws IOException {
        if (keep || !sound) {
            System.err.println("files kept in " + files.path());
        } else {
            files.delete();
        }
        return sound && (!gate || goals.stream().allMatch(Result.Goal::met)) ? 0 : 1;
    }
}
