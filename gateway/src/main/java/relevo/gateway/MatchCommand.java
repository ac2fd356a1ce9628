package relevo.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.DialogEngine;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.gateway.pipeline.Engines;
import relevo.matcher.Match;

/** One decision, explained. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = "Shows what a text would lead to, and why, as JSON.")
final class MatchCommand implements Callable<Integer> {
    /** A Monday morning, so that the answer does not depend on when it is asked. */
    private static final long AT_MS = 1_795_444_800_000L;

    @Parameters(paramLabel = "TEXT", description = "What a customer writes.")
    String text = "";

    @Option(names = "--pack", paramLabel = "P", description = "Content pack (default: ${DEFAULT-VALUE}).")
    String pack = "retail";

    @Option(names = "--lang", paramLabel = "L", description = "Language of the conversation: es, pt or en.")
    String lang = "es";

    @Option(names = "--config", paramLabel = "DIR", description = "Folder with packs/ (default: the shipped one).")
    Path config = Main.home().resolve("config");

    @Option(names = "--json", description = "One object on a line instead of an indented one.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Engines.Content content = Contents.load(config.resolve("packs").resolve(pack), null);
        if (!content.pack().langs().contains(lang)) {
            throw Main.wrongUsage(
                    spec, "--lang must be one of " + content.pack().langs() + ", not " + lang);
        }
        Match match = content.matcher().match(text, lang);
        Decided decided = decided(content.engine());
        ObjectMapper mapper = new ObjectMapper();
        JsonNode decision = mapper.readTree(Json.encode(decided));
        ObjectNode shown = mapper.createObjectNode();
        shown.set("match", mapper.valueToTree(match));
        for (String part : List.of("decisions", "explanation", "version")) {
            shown.set(part, decision.get(part));
        }
        ObjectWriter writer = mapper.writer();
        spec.commandLine()
                .getOut()
                .println((json ? writer : writer.withDefaultPrettyPrinter()).writeValueAsString(shown));
        return 0;
    }

    /** What is decided about the text, at the end of the pause in which more might come. */
    private Decided decided(DialogEngine engine) {
        Address address = new Address(null, "0");
        Conversation fresh = Conversation.fresh(lang);
        Decided decided = engine.decide(fresh, 1, 0, AT_MS, "match", address, new Input.Text("match", null, text));
        if (decided.memory().burst() == null) {
            return decided;
        }
        Conversation waits = fresh.replay(decided);
        long atMs = waits.nextTimerAtMs();
        Input timer = waits.timerDue(atMs);
        return timer == null ? decided : engine.decide(waits, 2, 0, atMs, "match", address, timer);
    }
}
