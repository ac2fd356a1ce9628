package relevo.batch;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./relevo nightly ...} and {@code ./relevo mine ...}: the jobs of the night. */
@Command(
        name = "relevo",
        description = "The jobs of the night.",
        mixinStandardHelpOptions = true,
        subcommands = {Nightly.class, Mine.class, Suggestions.class, Backtest.class, Demo.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Quiet unless something is wrong, and on stderr: stdout belongs to the result.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "relevo/batch/logback.xml");
        }
        boolean isCourteous = !"normal".equals(System.getenv("RELEVO_NIGHT_PRIORITY"));
        if (args.length > 0 && args[0].equals("nightly") && isCourteous) {
            IdleGroup.enter(); // before the first thread of work is there
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
