package relevo.dialog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import relevo.matcher.FaqMatcher;
import relevo.matcher.Match;
import relevo.matcher.Matcher;
import relevo.matcher.MatcherConfig;

/** The shipped packs, loaded once for all tests of this process. */
final class Packs {
    private static final Map<String, Pack> PACKS = new ConcurrentHashMap<>();
    private static final Map<String, Matcher> MATCHERS = new ConcurrentHashMap<>();

    private static final Map<String, DialogEngine> ENGINES = new ConcurrentHashMap<>();
    private static final Map<String, DialogEngine> QUICK = new ConcurrentHashMap<>();

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

    /** The same engine with a matcher that remembers: for tests that put the same texts again and again. */
    static DialogEngine quickEngine(String name) {
        Pack pack = pack(name);
        return QUICK.computeIfAbsent(name, unknown -> new DialogEngine(pack, new Remembering(matcher(pack))));
    }

    /** Gives what it gave before: a matcher is pure. One thread at a time. */
    private static final class Remembering implements Matcher {
        private static final int KEPT_MAX = 50_000;
        private final Matcher matcher;
        private final Map<String, Match> matches = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Match> eldest) {
                return size() > KEPT_MAX;
            }
        };

        Remembering(Matcher matcher) {
            this.matcher = matcher;
        }

        @Override
        public Match match(String text, String conversationLang) {
            return matches.computeIfAbsent(conversationLang + text, unknown -> matcher.match(text, conversationLang));
        }

        @Override
        public String version() {
            return matcher.version();
        }
    }

    static DialogEngine engine(String name) {
        Pack pack = pack(name);
        return ENGINES.computeIfAbsent(name, unknown -> new DialogEngine(pack, matcher(pack)));
    }
}
