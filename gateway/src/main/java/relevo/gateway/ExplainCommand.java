package relevo.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import relevo.dialog.Decided;
import relevo.dialog.Decision;
import relevo.dialog.Explanation;
import relevo.dialog.Json;
import relevo.dialog.Outgoing;
import relevo.gateway.pipeline.Engines;
import relevo.journal.JournalException;
import relevo.journal.LogView;

/** Why a decision was taken, read from the journal and taken again. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Finds a customer's message in the journal of a data folder, shows what was decided about it and why,",
            "and decides it again from the journal: identical, or what differs. Only reads; runs beside the gateway.",
            "Exit 1 when the message is not there, or the decision differs though the content is the same."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Parameters(paramLabel = "MESSAGE-ID", description = "The provider's id of the message (wamid…).")
    String messageId = "";

    @Mixin
    DataOption data = new DataOption();

    @Option(names = "--config", paramLabel = "DIR", description = "Folder with packs/ (default: the shipped one).")
    Path config = Main.home().resolve("config");

    @Option(names = "--pack", paramLabel = "P", description = "Pack of the number (default: as configured).")
    @Nullable
    String pack;

    @Option(names = "--json", description = "One JSON object on standard output.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        try (DataOption.Opened opened = data.read()) {
            LogView log = opened.log();
            Past past = Past.find(log, messageId);
            if (past == null) {
                throw new JournalException("no message " + messageId + " in the journal of " + data.folder
                        + (log.firstSequence() > 1 ? " (it begins at entry " + log.firstSequence() + ")" : ""));
            }
            if (past.decisions().isEmpty()) {
                throw new JournalException("message " + messageId + " is in entry " + past.sequence()
                        + ", but nothing was decided about it: it moves no conversation, or its decision is"
                        + " still open");
            }
            List<Past.Again> again = past.again(content(past));
            if (json) {
                print(json(past, again));
            } else {
                show(past, again);
            }
            return again.stream()
                            .anyMatch(one ->
                                    one.sameContent() && !one.differences().isEmpty())
                    ? 1
                    : 0;
        }
    }

    private Engines.Content content(Past past) {
        String number = past.decisions().getFirst().decided().number();
        String name = pack != null ? pack : DataFolder.packOf(number, config);
        return Contents.load(config.resolve("packs").resolve(name), null);
    }

    private String json(Past past, List<Past.Again> again) throws JsonProcessingException {
        ObjectNode shown = MAPPER.createObjectNode()
                .put("messageId", messageId)
                .put("entry", past.sequence())
                .put("journalFrom", past.journalFrom());
        ArrayNode decisions = shown.putArray("decisions");
        for (Past.Again one : again) {
            ObjectNode node = decisions.addObject();
            node.set("decided", tree(one.recorded()));
            node.put("version", one.recorded().version())
                    .put("versionNow", one.versionNow())
                    .put("sameContent", one.sameContent())
                    .put("identical", one.differences().isEmpty());
            ArrayNode differences = node.putArray("differences");
            one.differences().forEach(differences::add);
        }
        return MAPPER.writeValueAsString(shown);
    }

    private static JsonNode tree(Decided decided) {
        try {
            return MAPPER.readTree(Json.encode(decided));
        } catch (IOException cannotBe) {
            throw new JournalException("a decision cannot be shown", cannotBe);
        }
    }

    private void show(Past past, List<Past.Again> again) {
        print("message " + messageId + ", entry " + past.sequence());
        for (Past.Again one : again) {
            Decided decided = one.recorded();
            print("");
            print(Instant.ofEpochMilli(decided.atMs()) + "  entry " + decided.inputSequence() + "/"
                    + decided.inputIndex() + "  owner " + decided.owner() + ", epoch " + decided.epoch());
            decided.decisions().forEach(this::show);
            show(decided.explanation());
            String what = one.sameContent()
                    ? "with the content that decided, " + decided.version()
                    : "by content " + decided.version() + ", which is not at hand; again with " + one.versionNow();
            print("decided again " + what + ": " + (one.differences().isEmpty() ? "identical" : "differs"));
            one.differences().forEach(difference -> print("  " + difference));
        }
    }

    private void show(Decision decision) {
        String more = switch (decision) {
            case Decision.Answer answer -> String.join(", ", answer.faqs());
            case Decision.Clarify clarify -> String.join(", ", clarify.faqs());
            case Decision.Flow flow -> flow.flow() + ", step " + flow.step();
            case Decision.Escalate escalate ->
                "queue " + escalate.handover().queue() + ", tier "
                        + escalate.handover().tier() + ", priority "
                        + escalate.handover().priority() + ", because of "
                        + escalate.handover().reasons();
            case Decision.Notice notice -> notice.notice();
            case Decision.Silent silent -> silent.because();
            default -> "";
        };
        print("  " + decision.kind() + (more.isEmpty() ? "" : ": " + more));
        for (Outgoing message : decision.messages()) {
            print("    says: " + message.body().replace("\n", " ⏎ "));
        }
    }

    private void show(Explanation why) {
        if (!why.candidates().isEmpty()) {
            print(String.format(Locale.ROOT, "  language %s, in scope %.3f", why.lang(), why.inScope()));
            why.candidates()
                    .forEach(one -> print(String.format(Locale.ROOT, "  %-28s %.3f", one.id(), one.confidence())));
        }
        if (why.contributions().isEmpty()) {
            return;
        }
        print(String.format(
                Locale.ROOT, "  score %.3f of %.3f%s", why.score(), why.threshold(), why.watch() ? ", on watch" : ""));
        for (Explanation.Contribution part : why.contributions()) {
            if (part.contribution() != 0 || part.hard()) {
                print(String.format(
                        Locale.ROOT,
                        "    %-22s %.3f × %.3f = %.3f%s",
                        part.feature(),
                        part.value(),
                        part.weight(),
                        part.contribution(),
                        part.hard() ? "  (decides alone)" : ""));
            }
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
    }
}
