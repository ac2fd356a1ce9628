package relevo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import relevo.dialog.PackLoader;
import relevo.matcher.FaqEntry;
import relevo.matcher.FaqMatcher;
import relevo.matcher.Language;
import relevo.matcher.Match;
import relevo.matcher.MatcherConfig;
import relevo.matcher.Noiser;
import relevo.matcher.SavedIndex;
import relevo.matcher.SpaceConfig;
import relevo.matcher.TextSpace;

/**
 * Question: what does it cost to read a message into words, what does one match cost, and how long does it take to build and to load the index, when the Spanish entries
 * of all packs stand in one, with so many phrasings that they fill up (the packs' own, then the same as customers in a hurry
 * write them)?
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class MatcherBenchmark {
    private static final List<String> PACKS = List.of("retail", "telco", "banca", "salud", "seguros");
    private static final MatcherConfig CONFIG = MatcherConfig.defaults();
    private static final long SEED = 17;

    @Param({"5000"})
    public int phrasings;

    private List<FaqEntry> entries;
    private List<String> texts;
    private String stamp;
    private byte[] saved;
    private FaqMatcher matcher;
    private TextSpace.Reader reader;
    private int next;

    @Setup
    public void prepare() throws IOException {
        entries = grown(spanish());
        texts = new ArrayList<>();
        Noiser noiser = new Noiser(Language.ES, SEED + 1);
        entries.forEach(entry -> texts.add(noiser.noisy(entry.question())));
        stamp = SavedIndex.stamp(entries, CONFIG);
        matcher = FaqMatcher.build(entries, CONFIG);
        saved = SavedIndex.save(matcher, stamp);
        reader = TextSpace.over(Language.ES, texts, SpaceConfig.defaults()).reader();
    }

    private static List<FaqEntry> spanish() {
        Path packs = Path.of(System.getProperty("relevo.home", "."), "config", "packs");
        List<FaqEntry> entries = new ArrayList<>();
        for (String pack : PACKS) {
            for (FaqEntry entry : PackLoader.load(packs.resolve(pack)).faq()) {
                if (entry.lang().equals("es")) {
                    entries.add(new FaqEntry(
                            pack + '-' + entry.id(), "es", entry.question(), entry.phrasings(), entry.answer()));
                }
            }
        }
        return entries;
    }

    /** Each entry's phrasings again and again, written in a hurry, until there are enough in all. */
    private List<FaqEntry> grown(List<FaqEntry> own) {
        Noiser noiser = new Noiser(Language.ES, SEED);
        int each = phrasings / own.size();
        List<FaqEntry> grown = new ArrayList<>();
        for (FaqEntry entry : own) {
            List<String> all = new ArrayList<>(entry.phrasings());
            for (int i = 0; all.size() < each; i++) {
                all.add(noiser.noisy(entry.phrasings().get(i % entry.phrasings().size())));
            }
            grown.add(new FaqEntry(entry.id(), "es", entry.question(), all, entry.answer()));
        }
        return grown;
    }

    /** The Spanish analyzer chain, and the words as strings. */
    @Benchmark
    public List<String> analyse() {
        return reader.words(text());
    }

    @Benchmark
    public Match match() {
        return matcher.match(text(), "es");
    }

    private String text() {
        next = (next + 1) % texts.size();
        return texts.get(next);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public FaqMatcher build() {
        return FaqMatcher.build(entries, CONFIG);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public FaqMatcher load() throws IOException {
        return SavedIndex.load(saved, stamp, CONFIG);
    }
}
