package relevo.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.DialogEngine;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.matcher.FaqMatcher;
import relevo.matcher.Match;
import relevo.matcher.Matcher;
import relevo.matcher.MatcherConfig;

/**
 * Question: what does one decision cost, over the retail pack and the texts of the load: to match alone, to match, score
 * and decide, and to put the outcome into bytes and back?
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class DecideBenchmark {
    private static final long AT_MS = 1_795_444_800_000L;

    private final Address address = new Address("ES.1029384756102938475", "34600000011");
    private List<String> texts;
    private Matcher matcher;
    private DialogEngine engine;
    private Conversation conversation;
    private Decided decided;
    private byte[] encoded;
    private int next;

    @Setup
    public void prepare() {
        Pack pack = PackLoader.load(Path.of(System.getProperty("relevo.home", "."), "config", "packs", "retail"));
        matcher = FaqMatcher.build(pack.faq(), MatcherConfig.defaults());
        engine = new DialogEngine(pack, matcher);
        conversation = Conversation.fresh("es");
        texts = Templates.lines();
        decided = decide();
        encoded = Json.encode(decided);
    }

    @Benchmark
    public Match match() {
        return matcher.match(text(), "es");
    }

    @Benchmark
    public Decided decide() {
        Input input = new Input.Text("wamid.x", "Lucía Fernández", text());
        return engine.decide(conversation, 1, 0, AT_MS, "900000000000001", address, input);
    }

    @Benchmark
    public byte[] encode() {
        return Json.encode(decided);
    }

    @Benchmark
    public Decided decode() {
        return Json.decided(encoded);
    }

    private String text() {
        next = (next + 1) % texts.size();
        return texts.get(next);
    }
}
