package relevo.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import relevo.matcher.Language;

/** {@code mine}: the mining steps of the night, redact to draft, on exported conversations. */
@Command(
        name = "mine",
        description = "Groups the questions of exported conversations and drafts answers from what agents replied.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A line of FILE is a JSON object: {\"id\", \"contact\", \"lang\", \"turns\": [{\"by\":"
                    + " \"customer|bot|agent\", \"at\", \"text\"}]}.",
            "Writes DIR/assignments.tsv (conversation, turn, cluster; -1 is none) and DIR/suggestions.json.",
            "Exit status: 0 done, 2 wrong usage."
        })
final class Mine implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "Conversations, one JSON object a line.")
    @SuppressWarnings("NullAway.Init") // required
    Path in;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go.")
    @SuppressWarnings("NullAway.Init") // required
    Path out;

    @Option(names = "--lang", description = "The language where a conversation does not say: es, pt or en (guessed).")
    @Nullable
    String lang;

    @Option(names = "--json", description = "One JSON object on stdout and nothing else there.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        MiningResult result;
        try {
            List<MinedConversation> conversations =
                    ConversationReader.read(in, lang == null ? null : Language.of(lang));
            result = new Miner(MiningConfig.defaults()).mine(conversations, MiningMemory.EMPTY);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "there is no file " + in, e);
        }
        Files.createDirectories(out);
        Path assignments = out.resolve("assignments.tsv");
        Path suggestions = out.resolve("suggestions.json");
        writeAssignments(assignments, result);
        Files.writeString(suggestions, JSON.writeValueAsString(result.topics()) + "\n");
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            ObjectNode said = JSON.createObjectNode();
            said.put("assignments", assignments.toString()).put("suggestions", suggestions.toString());
            said.put("turns", result.assignments().size()).put("clusters", clusters(result));
            said.put("topics", result.topics().size());
            stdout.println(said.toString());
        } else {
            stdout.println(assignments);
            stdout.println(suggestions);
        }
        stdout.flush();
        return 0;
    }

    private static long clusters(MiningResult result) {
        return result.assignments().stream()
                .mapToInt(MiningResult.Assignment::cluster)
                .filter(cluster -> cluster != MiningResult.NONE)
                .distinct()
                .count();
    }

    private static void writeAssignments(Path file, MiningResult result) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            lines.write("conversation\tturn\tcluster\n");
            for (MiningResult.Assignment one : result.assignments()) {
                lines.write(one.conversation().replaceAll("[\\t\\n\\r]", " ")
                        + '\t'
                        + one.turn()
                        + '\t'
                        + one.cluster()
                        + '\n');
            }
        }
    }
}
