package relevo.dialog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.matcher.Matcher;

/** Runs conversation scenarios: files or folders of them. Packs and their matchers are made once each. One thread. */
public final class Scenarios {
    private final Path packsFolder;
    private final Function<Pack, Matcher> matchers;
    private final Map<String, DialogEngine> engines = new LinkedHashMap<>();
    private final Map<String, Pack> packs = new LinkedHashMap<>();

    private final ScenarioPlay.Disturbance disturbance;

    private Scenarios(Path packsFolder, Function<Pack, Matcher> matchers, ScenarioPlay.Disturbance disturbance) {
        this.packsFolder = packsFolder;
        this.disturbance = disturbance;
        this.matchers = matchers;
    }

    /**
     * How a scenario went.
     *
     * @param difference the first one, in words; null when it passed
     */
    public record Result(Path path, String name, @Nullable String difference) {
        public boolean passed() {
            return difference == null;
        }

        /** One line for a person. */
        public String line() {
            return (passed() ? "ok    " : "FAIL  ") + name + (passed() ? "" : "\n      " + difference);
        }
    }

    /**
     * Runs every scenario of these files and folders, in the order of their names.
     *
     * @param packsFolder holds the packs, as {@code config/packs}
     * @param matchers makes the matcher of a pack
     */
    public static List<Result> run(List<Path> paths, Path packsFolder, Function<Pack, Matcher> matchers) {
        return run(paths, packsFolder, matchers, ScenarioPlay.Disturbance.NONE);
    }

    /** The same while something goes wrong on the way: the same must come of it. */
    static List<Result> run(
            List<Path> paths,
            Path packsFolder,
            Function<Pack, Matcher> matchers,
            ScenarioPlay.Disturbance disturbance) {
        Scenarios scenarios = new Scenarios(packsFolder, matchers, disturbance);
        List<Result> results = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                results.add(scenarios.result(file));
            }
        }
        return results;
    }

    /** The scenario files under a path, sorted. */
    public static List<Path> files(Path path) {
        if (!Files.exists(path)) {
            throw new ConfigException(path + ": not there");
        }
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result result(Path file) {
        String name = file.getFileName().toString();
        try {
            Scenario scenario = Scenario.read(file);
            name = scenario.name();
            DialogEngine engine = engine(scenario.pack());
            Pack pack = java.util.Objects.requireNonNull(packs.get(scenario.pack()));
            return new Result(
                    file,
                    name,
                    new ScenarioPlay(
                                    scenario,
                                    engine,
                                    SampleLookups.of(packsFolder.resolve(scenario.pack())),
                                    pack.defaultLang(),
                                    disturbance)
                            .firstDifference());
        } catch (ConfigException e) {
            return new Result(file, name, e.getMessage());
        }
    }

    private DialogEngine engine(String name) {
        return engines.computeIfAbsent(name, unknown -> {
            Pack pack = PackLoader.load(packsFolder.resolve(name));
            packs.put(name, pack);
            return new DialogEngine(pack, matchers.apply(pack));
        });
    }
}
