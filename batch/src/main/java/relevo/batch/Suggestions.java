package relevo.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import relevo.dialog.ConfigException;
import relevo.review.Card;
import relevo.review.PackChange;
import relevo.review.ReviewException;
import relevo.review.ReviewFiles;
import relevo.review.ReviewFolder;
import relevo.review.Suggestion;

/** {@code suggestions}: what the review pages do, from a shell. A subcommand is a method. */
@Command(
        name = "suggestions",
        description = "Suggestions of the nights: look, decide, publish, take back.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit status: 0 done, 1 it cannot be done (and why), 2 wrong usage."})
final class Suggestions implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    /** Where suggestions and packs are, and how to answer. Also of {@code backtest}. */
    static class Place {
        @Option(names = "--data", defaultValue = "data", description = "The gateway's data folder (${DEFAULT-VALUE}).")
        Path data = Path.of("data");

        @Option(names = "--config", description = "A folder with relevo.yaml and packs/ (as the gateway last started).")
        @Nullable
        Path config;

        @Option(names = "--json", description = "One JSON object on stdout and nothing else there.")
        boolean json;

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        ReviewFolder folder() throws IOException {
            if (!Files.isDirectory(data)) {
                throw new ParameterException(spec.commandLine(), "there is no data folder " + data);
            }
            Content content = Content.of(data, config);
            Path packs = content.packs() == null ? data.resolve("packs") : content.packs();
            return new ReviewFolder(data, packs, InstantSource.system());
        }
    }

    /** A suggestion, and who does something about it. */
    static final class Act extends Place {
        @Parameters(paramLabel = "ID", description = "The suggestion.")
        String id = "";

        @Option(names = "--who", required = true, description = "Your name.")
        String who = "";
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: "
                        + String.join(
                                ", ",
                                spec.subcommands().keySet().stream().sorted().toList()));
    }

    @Command(name = "list", description = "All of them, what is to be done first.", mixinStandardHelpOptions = true)
    int list(@Mixin Place place, @Option(names = "--all", description = "Also what is settled.") boolean all)
            throws IOException {
        return answer(
                place,
                folder -> folder.cards().stream()
                        .filter(card -> all || card.stage().pending())
                        .toList(),
                cards -> cards.stream().map(Suggestions::line).collect(Collectors.joining("\n")));
    }

    @Command(name = "show", description = "One of them, all of it.", mixinStandardHelpOptions = true)
    int show(@Mixin Place place, @Parameters(paramLabel = "ID", description = "The suggestion.") String id)
            throws IOException {
        return answer(place, folder -> folder.card(id), card -> text(card, true));
    }

    @Command(
            name = "approve",
            description = "Approves it; with a link, a price or a phone in its answer it takes two people.",
            mixinStandardHelpOptions = true)
    int approve(@Mixin Act act) throws IOException {
        return answer(act, folder -> folder.approve(act.id, act.who), Suggestions::line);
    }

    @Command(
            name = "dismiss",
            description = "Puts it aside until twice as many customers stand behind it.",
            mixinStandardHelpOptions = true)
    int dismiss(@Mixin Act act, @Option(names = "--reason", required = true, description = "Why.") String reason)
            throws IOException {
        return answer(act, folder -> folder.dismiss(act.id, act.who, reason), Suggestions::line);
    }

    @Command(
            name = "edit",
            description = "Changes the proposal; approvals are taken back.",
            mixinStandardHelpOptions = true)
    int edit(
            @Mixin Act act,
            @Option(names = "--faq", description = "Id of the entry it makes.") @Nullable String faq,
            @Option(names = "--question", description = "The question.") @Nullable String question,
            @Option(names = "--answer", description = "The answer.") @Nullable String answer,
            @Option(
                            names = "--phrasing",
                            description = "A way to ask; all that are given replace those that are there.")
                    @Nullable
                    List<String> phrasings)
            throws IOException {
        Suggestion.Edit edit = new Suggestion.Edit(faq, question, phrasings, answer);
        return answer(act, folder -> folder.edit(act.id, act.who, edit), Suggestions::line);
    }

    @Command(
            name = "merge",
            description = "Puts its phrasings into another and closes it.",
            mixinStandardHelpOptions = true)
    int merge(@Mixin Act act, @Option(names = "--into", required = true, description = "The other one.") String into)
            throws IOException {
        return answer(act, folder -> folder.merge(act.id, act.who, into), Suggestions::line);
    }

    @Command(
            name = "publish",
            description = "Changes the pack's files; a running gateway takes the new content within seconds.",
            mixinStandardHelpOptions = true)
    int publish(@Mixin Act act) throws IOException {
        return answer(act, folder -> folder.publish(act.id, act.who), Suggestions::line);
    }

    @Command(name = "revert", description = "Takes a published change back.", mixinStandardHelpOptions = true)
    int revert(@Mixin Act act, @Option(names = "--reason", required = true, description = "Why.") String reason)
            throws IOException {
        return answer(act, folder -> folder.revert(act.id, act.who, reason), Suggestions::line);
    }

    @Command(
            name = "history",
            description = "Published changes of a pack, oldest first.",
            mixinStandardHelpOptions = true)
    int history(@Mixin Place place, @Parameters(paramLabel = "PACK", description = "The content pack.") String pack)
            throws IOException {
        return answer(
                place,
                folder -> folder.history(pack),
                changes -> changes.stream().map(Suggestions::line).collect(Collectors.joining("\n")));
    }

    @Command(
            name = "export",
            description = "Writes what waits for somebody as files, to be decided on in a checkout.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin Place place,
            @Option(
                            names = "--to",
                            required = true,
                            description = "The folder of the files; those in it stay as they are.")
                    Path to)
            throws IOException {
        return files(place, folder -> new ReviewFiles(folder).exportTo(to));
    }

    @Command(
            name = "import",
            description = "Does what was decided in the files; again, it does nothing more.",
            mixinStandardHelpOptions = true)
    int importFrom(
            @Mixin Place place,
            @Option(names = "--from", required = true, description = "The folder of the files.") Path from)
            throws IOException {
        return files(place, folder -> new ReviewFiles(folder).importFrom(from));
    }

    /** One line a file; 1 when one could not be done. */
    private int files(Place place, Function<ReviewFolder, List<ReviewFiles.Line>> work) throws IOException {
        boolean[] refused = new boolean[1];
        int status = answer(
                place,
                folder -> {
                    List<ReviewFiles.Line> done = work.apply(folder);
                    refused[0] = done.stream().anyMatch(ReviewFiles.Line::refused);
                    return done;
                },
                done -> done.stream()
                        .map(line -> line.refused() ? line.what() : line.file() + ": " + line.what())
                        .collect(Collectors.joining("\n")));
        return refused[0] ? 1 : status;
    }

    /** Does it and prints what came of it. */
    private <T> int answer(Place place, Function<ReviewFolder, T> work, Function<T, String> plain) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            T result = work.apply(place.folder());
            out.println(place.json ? text(result, false) : plain.apply(result));
            return 0;
        } catch (ReviewException | ConfigException e) {
            if (place.json) {
                out.println(JSON.createObjectNode().put("refused", e.getMessage()));
            } else {
                spec.commandLine().getErr().println("suggestions: " + e.getMessage());
                spec.commandLine().getErr().flush();
            }
            return 1;
        } finally {
            out.flush();
        }
    }

    private static String text(Object value, boolean indented) {
        try {
            if (value instanceof List<?> list) {
                return JSON.createObjectNode()
                        .set("items", JSON.valueToTree(list))
                        .toString();
            }
            return (indented ? JSON.writer(SerializationFeature.INDENT_OUTPUT) : JSON.writer())
                    .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record could not be written as JSON", e);
        }
    }

    private static String line(Card card) {
        Suggestion one = card.suggestion();
        Suggestion.Backtest tested = one.backtest();
        return String.format(
                Locale.ROOT,
                "%-34s %-13s %-16s %3d  %s%s",
                one.id(),
                card.stage().word(),
                one.kind().word(),
                one.evidence().contacts(),
                one.title(),
                tested == null ? "" : "  (+" + tested.gained() + ", -" + tested.wrong() + ")");
    }

    private static String line(PackChange change) {
        return String.format(
                Locale.ROOT,
                "%4d  %s  %-12s %s %s%s",
                change.number(),
                Instant.ofEpochMilli(change.atMs()),
                change.who(),
                change.file(),
                change.suggestion(),
                change.reverts() == 0 ? "" : " (takes back " + change.reverts() + ")");
    }
}
