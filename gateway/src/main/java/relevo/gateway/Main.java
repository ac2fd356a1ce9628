package relevo.gateway;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import relevo.dialog.ConfigException;
import relevo.journal.JournalException;

/** The commands of the gateway. Exit codes: 0 done, 1 the answer is no, 2 wrong usage. */
@Command(
        name = "relevo",
        description = "The gateway in front of WhatsApp numbers.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Run by modules of their own: nightly (batch) and bench; see ./relevo nightly --help, ./relevo bench"
                    + " --help."
        })
public final class Main {
    /** Status of a process that a fault of the journal or of ours has ended: the supervisor starts it again. */
    static final int FAULT = 70;

    private static final Map<String, Class<?>> COMMANDS = commands();

    private Main() {}

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("sandbox", SandboxCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("validate", ValidateCommand.class);
        commands.put("match", MatchCommand.class);
        commands.put("scenario", ScenarioCommand.class);
        commands.put("eval", EvalCommand.class);
        commands.put("explain", ExplainCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("erase", EraseCommand.class);
        commands.put("journal", JournalCommand.class);
        commands.put("help", CommandLine.HelpCommand.class);
        return commands;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintWriter(System.out, true), new PrintWriter(System.err, true)));
    }

    /** Runs one command and returns its exit code. */
    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        CommandLine commands = new CommandLine(new Main());
        // Reading the annotations of all commands takes a tenth of a gateway's start, which needs one of them.
        Class<?> only = arguments.length == 0 || arguments[0].equals("help") ? null : COMMANDS.get(arguments[0]);
        if (only == null) {
            COMMANDS.forEach(commands::addSubcommand);
        } else {
            commands.addSubcommand(arguments[0], only);
        }
        commands.setOut(out).setErr(err);
        commands.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof ConfigException || exception instanceof JournalException) {
                command.getErr().println("relevo: " + exception.getMessage());
                return exception instanceof ConfigException ? 2 : 1;
            }
            throw exception;
        });
        if (arguments.length == 0) {
            commands.usage(err);
            return 2;
        }
        return commands.execute(arguments);
    }

    /** Where the shipped {@code config} folder is: beside the launcher, else below the working directory. */
    static Path home() {
        return Path.of(System.getProperty("relevo.home", ""));
    }

    /** A usage error of a command's own. */
    static ParameterException wrongUsage(CommandLine.Model.CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"relevo " + (version == null ? "(not packaged)" : version)};
        }
    }
}
