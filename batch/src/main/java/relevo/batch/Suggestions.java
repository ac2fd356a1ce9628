package relevo.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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

/** {@code suggestions}: what the review pages do, from a shell. */
@Command(
        name = "suggestions",
        description = "Suggestions of the nights: look, decide, publish, take back.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            Suggestions.ListAll.class,
            Suggestions.Show.class,
            Suggestions.Approve.class,
            Suggestions.Dismiss.class,
            Suggestions.Edit.class,
            Suggestions.Merge.class,
            Suggestions.Publish.class,
            Suggestions.Revert.class,
            Suggestions.History.class,
            Suggestions.Export.class,
            Suggestions.Import.class
        },
        footer = {"", "Exit status: 0 done, 1 it cannot be done (and why), 2 wrong usage."})
final class Suggestions implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: list, show, approve, dismiss, edit, merge, publish, revert, history, export or"
                        + " import");
    }

    /** Where suggestions and packs are, and how to answer. */
    static class Place {
        private static final ObjectMapper JSON = new ObjectMapper();

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

        /** Does it and prints what came of it. */
        int answer(Function<ReviewFolder, ?> work, Function<Object, String> plain) throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            try {
                Object result = work.apply(folder());
                out.println(json ? text(result) : plain.apply(result));
                return 0;
            } catch (ReviewException | ConfigException e) {
                if (json) {
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

        /** One line a file; 1 when one could not be done. */
        int lines(Function<ReviewFolder, List<ReviewFiles.Line>> work) throws IOException {
            List<ReviewFiles.Line> done = new ArrayList<>();
            int status = answer(
                    folder -> {
                        done.addAll(work.apply(folder));
                        return done;
                    },
                    lines -> done.stream()
                            .map(line -> line.refused() ? line.what() : line.file() + ": " + line.what())
                            .collect(Collectors.joining("\n")));
            return done.stream().anyMatch(ReviewFiles.Line::refused) ? 1 : status;
        }

        int card(Function<ReviewFolder, Card> work) throws IOException {
            return answer(work, card -> line((Card) card));
        }

        private static String text(Object value) {
            try {
                return value instanceof List<?> list
                        ? JSON.createObjectNode()
                                .set("items", JSON.valueToTree(list))
                                .toString()
                        : JSON.writeValueAsString(value);
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
    }

    /** {@code list}. */
    @Command(name = "list", description = "All of them, what is to be done first.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        Place place = new Place();

        @Option(names = "--all", description = "Also what is settled.")
        boolean all;

        @Override
        public Integer call() throws IOException {
            return place.answer(
                    folder -> folder.cards().stream()
                            .filter(card -> all || card.stage().pending())
                            .toList(),
                    cards -> {
                        StringBuilder out = new StringBuilder();
                        ((List<?>) cards)
                                .forEach(card ->
                                        out.append(out.isEmpty() ? "" : "\n").append(Place.line((Card) card)));
                        return out.toString();
                    });
        }
    }

    /** {@code show ID}. */
    @Command(name = "show", description = "One of them, all of it.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        Place place = new Place();

        @Parameters(paramLabel = "ID")
        String id = "";

        @Override
        public Integer call() throws IOException {
            return place.answer(folder -> folder.card(id), card -> {
                try {
                    return new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(card);
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("a card could not be written as JSON", e);
                }
            });
        }
    }

    /** A suggestion, and who does something about it. */
    static final class Act extends Place {
        @Parameters(paramLabel = "ID", description = "The suggestion.")
        String id = "";

        @Option(names = "--who", required = true, description = "Your name.")
        String who = "";
    }

    /** {@code approve ID --who NAME}. */
    @Command(
            name = "approve",
            description = "Approves it; with a link, a price or a phone in its answer it takes two people.",
            mixinStandardHelpOptions = true)
    static final class Approve implements Callable<Integer> {
        @Mixin
        Act act = new Act();

        @Override
        public Integer call() throws IOException {
            return act.card(folder -> folder.approve(act.id, act.who));
        }
    }

    /** {@code dismiss ID --who NAME --reason TEXT}. */
    @Command(
            name = "dismiss",
            description = "Puts it aside until twice as many customers stand behind it.",
            mixinStandardHelpOptions = true)
    static final class Dismiss implements Callable<Integer> {
        @Mixin
        Act act = new Act();

        @Option(names = "--reason", required = true, description = "Why.")
        String reason = "";

        @Override
        public Integer call() throws IOException {
            return act.card(folder -> folder.dismiss(act.id, act.who, reason));
        }
    }

    /** {@code edit ID --who NAME ...}. */
    @Command(
            name = "edit",
            description = "Changes the proposal; approvals are taken back.",
            mixinStandardHelpOptions = true)
    static final class Edit implements Callable<Integer> {
        @Mixin
        Act act = new Act();

        @Option(names = "--faq", description = "Id of the entry it makes.")
        @Nullable
        String faq;

        @Option(names = "--question", description = "The question.")
        @Nullable
        String question;

        @Option(names = "--answer", description = "The answer.")
        @Nullable
        String answer;

        @Option(names = "--phrasing", description = "A way to ask; all that are given replace those that are there.")
        @Nullable
        List<String> phrasings;

        @Override
        public Integer call() throws IOException {
            Suggestion.Edit edit = new Suggestion.Edit(faq, question, phrasings, answer);
            return act.card(folder -> folder.edit(act.id, act.who, edit));
        }
    }

    /** {@code merge ID --into OTHER --who NAME}. */
    @Command(
            name = "merge",
            description = "Puts its phrasings into another and closes it.",
            mixinStandardHelpOptions = true)
    static final class Merge implements Callable<Integer> {
        @Mixin
        Act act = new Act();

        @Option(names = "--into", required = true, description = "The other one.")
        String into = "";

        @Override
        public Integer call() throws IOException {
            return act.card(folder -> folder.merge(act.id, act.who, into));
        }
    }

    /** {@code publish ID --who NAME}. */
    @Command(
            name = "publish",
            description = "Changes the pack's files; a running gateway takes the new content within seconds.",
            mixinStandardHelpOptions = true)
    static final class Publish implements Callable<Integer> {
        @Mixin
        Act act = new Act();

        @Override
        public Integer call() throws IOException {
            return act.card(folder -> folder.publish(act.id, act.who));
        }
    }

    /** {@code revert ID --who NAME --reason TEXT}. */
    @Command(name = "revert", description = "Takes a published change back.", mixinStandardHelpOptions = true)
    static final class Revert implements Callable<Integer> {
        @Mixin
        Act act = new Act();

        @Option(names = "--reason", required = true, description = "Why.")
        String reason = "";

        @Override
        public Integer call() throws IOException {
            return act.card(folder -> folder.revert(act.id, act.who, reason));
        }
    }

    /** {@code export --to DIR}. */
    @Command(
            name = "export",
            description = "Writes what waits for somebody as files, to be decided on in a checkout.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin
        Place place = new Place();

        @Option(names = "--to", required = true, description = "The folder of the files; those in it stay as they are.")
        Path to = Path.of("review");

        @Override
        public Integer call() throws IOException {
            return place.lines(folder -> new ReviewFiles(folder).exportTo(to));
        }
    }

    /** {@code import --from DIR}. */
    @Command(
            name = "import",
            description = "Does what was decided in the files; again, it does nothing more.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Mixin
        Place place = new Place();

        @Option(names = "--from", required = true, description = "The folder of the files.")
        Path from = Path.of("review");

        @Override
        public Integer call() throws IOException {
            return place.lines(folder -> new ReviewFiles(folder).importFrom(from));
        }
    }

    /** {@code history PACK}. */
    @Command(
            name = "history",
            description = "Published changes of a pack, oldest first.",
            mixinStandardHelpOptions = true)
    static final class History implements Callable<Integer> {
        @Mixin
        Place place = new Place();

        @Parameters(paramLabel = "PACK")
        String pack = "";

        @Override
        public Integer call() throws IOException {
            return place.answer(folder -> folder.history(pack), changes -> {
                StringBuilder out = new StringBuilder();
                for (Object each : (List<?>) changes) {
                    PackChange change = (PackChange) each;
                    out.append(String.format(
                            Locale.ROOT,
                            "%4d  %s  %-12s %s %s%s%n",
                            change.number(),
                            java.time.Instant.ofEpochMilli(change.atMs()),
                            change.who(),
                            change.file(),
                            change.suggestion(),
                            change.reverts() == 0 ? "" : " (takes back " + change.reverts() + ")"));
                }
                return out.toString().stripTrailing();
            });
        }
    }
}
