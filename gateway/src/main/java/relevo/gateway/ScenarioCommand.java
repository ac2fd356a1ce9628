package relevo.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import relevo.dialog.Scenarios;

/** Runs conversation scenarios on the real decision core with a virtual clock. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description = "Runs conversation scenarios (files or folders); exit 1 when one fails.")
final class ScenarioCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Scenario files, or folders of them.")
    List<Path> paths = List.of();

    @Option(names = "--config", paramLabel = "DIR", description = "Folder with packs/ (default: the shipped one).")
    Path config = Main.home().resolve("config");

    @Option(names = "--json", description = "One JSON object on standard output.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw Main.wrongUsage(spec, path + " does not exist");
            }
        }
        List<Scenarios.Result> results = Scenarios.run(paths, config.resolve("packs"), Contents::matcher);
        long passed = results.stream().filter(Scenarios.Result::passed).count();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("passed", passed);
            shown.put("failed", results.size() - passed);
            shown.put(
                    "scenarios",
                    results.stream()
                            .map(result -> {
                                Map<String, Object> one = new LinkedHashMap<>();
                                one.put("file", result.path().toString());
                                one.put("name", result.name());
                                one.put("passed", result.passed());
                                one.put("difference", result.difference());
                                return one;
                            })
                            .toList());
            out.println(new ObjectMapper().writeValueAsString(shown));
        } else {
            results.forEach(result -> out.println(result.line()));
            out.println(passed + " passed, " + (results.size() - passed) + " failed");
        }
        return passed == results.size() ? 0 : 1;
    }
}
