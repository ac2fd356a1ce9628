package relevo.bench;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./relevo bench ...}: the performance lab. */
@Command(
        name = "bench",
        description = "The performance lab.",
        mixinStandardHelpOptions = true,
        subcommands = {E2e.class, Micro.class, MemoryUse.class, NightBench.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The launcher hands over its whole command line.
        int from = args.length > 0 && args[0].equals("bench") ? 1 : 0;
        String[] own = Arrays.copyOfRange(args, from, args.length);
        System.exit(commandLine().execute(own));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
