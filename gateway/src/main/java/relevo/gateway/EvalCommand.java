package relevo.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import relevo.matcher.Evaluation;
import relevo.matcher.EvaluationReport;
import relevo.matcher.EvaluationResult;
import relevo.matcher.SentenceEncoder;

/** Trains on tagged utterances, tests on others, prints how good it was. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Trains the matcher on tagged utterances (split, text, label[, lang]; .gz as it is) and tests it.")
final class EvalCommand implements Callable<Integer> {
    @Option(names = "--train", split = ",", required = true, paramLabel = "A.tsv", description = "Files to train on.")
    List<Path> train = List.of();

    @Option(names = "--test", required = true, paramLabel = "T.tsv", description = "File to test on.")
    @SuppressWarnings("NullAway.Init") // required
    Path test;

    @Option(names = "--lang", required = true, paramLabel = "L", description = "es, pt or en.")
    String lang = "es";

    @Option(names = "--oos-label", paramLabel = "LABEL", description = "Label of out-of-scope rows.")
    @Nullable
    String oosLabel;

    @Option(names = "--per-label", paramLabel = "K", description = "Train on K rows a label (default: all).")
    int perLabel;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of that draw (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--noise",
            paramLabel = "S",
            description = "Test on what customers in a hurry would have written, drawn by this seed.")
    long noise;

    @Option(
            names = "--json",
            paramLabel = "F",
            arity = "0..1",
            fallbackValue = "-",
            description = "JSON to F; - is standard output.")
    @Nullable
    String json;

    @Option(names = "--html", paramLabel = "F", description = "Report with reliability diagram and confusions.")
    @Nullable
    Path html;

    @Option(
            names = "--encoder",
            description = "Ask a sentence encoder where the fast model is unsure (./relevo encoder install; English).")
    boolean encoder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!List.of("es", "pt", "en").contains(lang)) {
            throw Main.wrongUsage(spec, "--lang must be es, pt or en, not " + lang);
        }
        for (Path file : train) {
            requireFile("--train", file);
        }
        requireFile("--test", test);
        EvaluationResult result = Evaluation.run(
                new Evaluation.Options(train, test, lang, oosLabel, perLabel, seed, noise),
                Evaluation.config(oosLabel),
                encoder ? installedEncoder() : null);
        if (json == null) {
            spec.commandLine().getOut().println(result.text());
        } else if (json.equals("-")) {
            spec.commandLine().getOut().println(result.json());
        } else {
            Files.writeString(Path.of(json), result.json() + "\n");
        }
        if (html != null) {
            Files.writeString(html, EvaluationReport.html(result, test.getFileName() + ", " + lang));
        }
        return 0;
    }

    private SentenceEncoder installedEncoder() {
        if (!lang.equals("en")) {
            throw Main.wrongUsage(spec, "--encoder: there is one for English only, not " + lang);
        }
        return ServiceLoader.load(SentenceEncoder.class)
                .findFirst()
                .orElseThrow(() ->
                        Main.wrongUsage(spec, "--encoder: none is installed; ./relevo encoder install fetches one"));
    }

    private void requireFile(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            throw Main.wrongUsage(spec, option + ": " + file + " does not exist");
        }
    }
}
