package relevo.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import relevo.dialog.ConfigException;
import relevo.dialog.PackLoader;
import relevo.gateway.pipeline.Engines;

/** Checks a configuration folder: relevo.yaml, and every pack in it. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks a configuration folder; says file, line and key of the first mistake of each part.")
final class ValidateCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "DIR", description = "Folder to check (default: the shipped one).")
    Path config = Main.home().resolve("config");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        boolean sound = check("relevo.yaml", () -> {
            GatewayConfig loaded = GatewayConfig.load(config);
            Map<String, Engines.Content> byNumber = Contents.load(config.resolve("packs"), loaded.numbers(), null);
            return byNumber.size() + " numbers";
        });
        for (Path folder : packs(config.resolve("packs"))) {
            sound &= check("packs/" + folder.getFileName(), () -> {
                var pack = PackLoader.load(folder);
                return pack.faq().size() + " entries, version " + pack.version();
            });
        }
        return sound ? 0 : 1;
    }

    private boolean check(String part, Supplier<String> reads) {
        try {
            spec.commandLine().getOut().println("ok    " + part + ": " + reads.get());
            return true;
        } catch (ConfigException wrong) {
            spec.commandLine().getOut().println("WRONG " + part + ": " + wrong.getMessage());
            return false;
        }
    }

    private static List<Path> packs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(folder + ": no such folder");
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isDirectory)
                    .filter(pack -> !pack.endsWith("common"))
                    .sorted()
                    .toList();
        }
    }
}
