package relevo.bench;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench micro}: the hot parts one by one, under JMH, with what they allocate. */
@Command(
        name = "micro",
        description = "JMH benchmarks of the hot parts, with their allocation.",
        mixinStandardHelpOptions = true)
final class Micro implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            defaultValue = ".*",
            description = "Which benchmarks: a regular expression over their names (all).")
    String pattern = ".*";

    @Option(names = "--seconds", defaultValue = "2", description = "Of each iteration (${DEFAULT-VALUE}).")
    int seconds;

    @Option(names = "--iterations", defaultValue = "5", description = "Measured ones (${DEFAULT-VALUE}).")
    int iterations;

    @Option(names = "--forks", defaultValue = "2", description = "Fresh JVMs for each benchmark (${DEFAULT-VALUE}).")
    int forks;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write JMH's own JSON there.")
    @Nullable
    String json;

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^relevo\\.bench\\..*(" + pattern + ")")
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(seconds))
                .forks(forks)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.NORMAL);
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json);
        }
        new Runner(options.build()).run();
        return 0;
    }
}
