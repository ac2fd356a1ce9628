package relevo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * and decide, to score and decide beside the matcher, and to put the outcome into bytes and back? What is decided is the end
 * of the pause after a message, since that is when it is understood.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class DecideBenchmark {
    private static final String NUMBER = "900000000000001";
    private static final long AT_MS = 1_795_444_800_000L;

    private final Address address = new Address("ES.1029384756102938475", "34600000011");
    private List<String> texts;
    private Matcher matcher;
    private DialogEngine engine;
    private DialogEngine engineBesideMatcher;
    private List<Turn> turns;
    private Decided decided;
    private byte[] encoded;
    private int next;

    @Setup
    public void prepare() {
        Pack pack = PackLoader.load(Path.of(System.getProperty("relevo.home", "."), "config", "packs", "retail"));
        matcher = FaqMatcher.build(pack.faq(), MatcherConfig.defaults());
        engine = new DialogEngine(pack, matcher);
        texts = Templates.lines();
        turns = new ArrayList<>();
        texts.forEach(text -> turns.add(turn(text)));
        Known known = new Known(matcher.version(), new HashMap<>());
        texts.forEach(text -> {
            known.matches().put(text, matcher.match(text, "es"));
            known.matches().put(text.strip(), matcher.match(text.strip(), "es"));
        });
        engineBesideMatcher = new DialogEngine(pack, known);
        decided = decide();
        encoded = Json.encode(decided);
    }

    @Benchmark
    public Match match() {
        return matcher.match(text(), "es");
    }

    @Benchmark
    public Decided decide() {
        return decide(engine);
    }

    @Benchmark
    public Decided decideBesideMatcher() {
        return decide(engineBesideMatcher);
    }

    private Decided decide(DialogEngine with) {
        next = (next + 1) % turns.size();
        Turn turn = turns.get(next);
        return with.decide(turn.state(), 2, 0, turn.atMs(), NUMBER, address, turn.input());
    }

    /** What is decided on, and in which state. */
    private record Turn(Conversation state, long atMs, Input input) {}

    /** A message on which nothing is held back is decided itself, any other at the end of its pause. */
    private Turn turn(String text) {
        Conversation fresh = Conversation.fresh("es");
        Input input = new Input.Text("wamid.x", "Lucía Fernández", text);
        Conversation after = fresh.replay(engine.decide(fresh, 1, 0, AT_MS, NUMBER, address, input));
        long atMs = after.nextTimerAtMs();
        Input quiet = after.memory().burst() == null ? null : after.timerDue(atMs);
        return quiet == null ? new Turn(fresh, AT_MS, input) : new Turn(after, atMs, quiet);
    }

    /** Matches made beforehand. */
    private record Known(String version, Map<String, Match> matches) implements Matcher {
        @Override
        public Match match(String text, String conversationLang) {
            Match match = matches.get(text);
            return match == null ? new Match(conversationLang, List.of(), List.of(), 0, Map.of(), version) : match;
        }
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
