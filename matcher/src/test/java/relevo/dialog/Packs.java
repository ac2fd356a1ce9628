package relevo.dialog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import relevo.matcher.FaqMatcher;
import relevo.matcher.Matcher;
import relevo.matcher.MatcherConfig;

/** The shipped packs, loaded once for all tests of this process. */
final class Packs {
    private static final Map<String, Pack> PACKS = new ConcurrentHashMap<>();
    private static final Map<String, Matcher> MATCHERS = new ConcurrentHashMap<>();

    private static final Map<String, DialogEngine> ENGINES = new ConcurrentHashMap<>();

    private Packs() {}

    /** {@code config/packs} of the repository. */
    static Path folder() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("config/packs"))) {
                return here.resolve("config/packs");
            }
        }
        throw new IllegalStateException("no config/packs above " + Path.of("").toAbsolutePath());
    }

    static Pack pack(String name) {
        return PACKS.computeIfAbsent(name, unknown -> PackLoader.load(folder().resolve(name)));
    }

    static Matcher matcher(Pack pack) {
        return MATCHERS.computeIfAbsent(pack.name(), unknown -> FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
    }

    static DialogEngine engine(String name) {
        Pack pack = pack(name);
        return ENGINES.computeIfAbsent(name, unknown -> new DialogEngine(pack, matcher(pack)));
    }
}
