package relevo.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.dialog.ConfigException;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.matcher.FaqEntry;

/**
 * Carries a suggestion out in a pack's files, and takes it back. The pack is first made and loaded beside: what would not
 * load is refused and nothing is touched. Files appear whole or not at all. For one thread at a time; {@link ReviewFolder}
 * sees to that across processes.
 *
 * <pre>
 *   packs/retail/faq.yaml            the entry's passage is replaced, the rest keeps its bytes
 *   packs/retail/.history/0001.json  what stood there, what stands there, who, when: {@link PackChange}
 * </pre>
 */
final class PackEditor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHANGES_MAX = 100_000;

    private final Path packs;

    /** @param packs the folder with the packs and {@code common} */
    PackEditor(Path packs) {
        this.packs = packs;
    }

    /** Writes the change; a ReviewException says why it cannot be. */
    PackChange publish(Suggestion suggestion, String who, List<String> approvers, long atMs) {
        Path folder = folder(suggestion.pack());
        Pack pack = load(folder);
        return write(folder, pack, passage(folder, pack, suggestion), suggestion, who, approvers, atMs, 0);
    }

    /** Puts back what stood there before; a ReviewException when somebody changed the passage since. */
    PackChange revert(Suggestion suggestion, long number, String who, long atMs) {
        Path folder = folder(suggestion.pack());
        PackChange done = history(suggestion.pack()).stream()
                .filter(change -> change.number() == number)
                .findFirst()
                .orElseThrow(() -> new ReviewException("change " + number + " is not in the history"));
        Passage back = new Passage(done.file(), done.after(), done.before());
        return write(folder, load(folder), back, suggestion, who, List.of(), atMs, number);
    }

    /** All changes of a pack, oldest first. */
    List<PackChange> history(String pack) {
        Path history = folder(pack).resolve(".history");
        if (!Files.isDirectory(history)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(history)) {
            List<PackChange> changes = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                changes.add(JSON.readValue(Files.readAllBytes(file), PackChange.class));
            }
            return changes;
        } catch (IOException e) {
            throw new ReviewException("cannot read " + history + ": " + e.getMessage(), e);
        }
    }

    private static Passage entry(Path folder, Pack pack, Suggestion suggestion) {
        String lang = suggestion.lang();
        String id = suggestion.proposal().faq();
        FaqEntry live = pack.faqByLang().getOrDefault(lang, Map.of()).get(id);
        FaqEntry changed = Candidates.changed(live, suggestion);
        boolean own = lang.equals(pack.defaultLang());
        String home = own ? "faq.yaml" : "faq." + lang + ".yaml";
        if (live == null) {
            return new Passage(home, "", changed == null ? "" : FaqText.write(changed, own));
        }
        for (String file : List.of(home, "faq.yaml", "faq." + lang + ".yaml")) {
            String before = FaqText.passage(read(folder.resolve(file)), id);
            if (!before.isEmpty()) {
                boolean withLang = before.contains("\n  lang:");
                return new Passage(file, before, changed == null ? "" : FaqText.write(changed, withLang));
            }
        }
        throw new ReviewException("the passage of '" + id + "' was not found in the files of " + pack.name());
    }

    /** The change of a file, with what stands in it now. */
    private static Passage passage(Path folder, Pack pack, Suggestion suggestion) {
        Suggestion.Tuning tuning = suggestion.proposal().tuning();
        Suggestion.Routing routing = suggestion.proposal().routing();
        return switch (suggestion.kind()) {
            case THRESHOLD -> RuleText.threshold(read(folder.resolve(RuleText.THRESHOLDS)), needed(tuning));
            case TRIGGER -> RuleText.trigger(read(folder.resolve(RuleText.TRIGGERS)), needed(tuning));
            case ROUTE -> RuleText.route(read(folder.resolve(RuleText.ROUTES)), needed(routing), pack);
            default -> entry(folder, pack, suggestion);
        };
    }

    private static <T> T needed(@Nullable T change) {
        if (change == null) {
            throw new ReviewException("the suggestion names no change of the pack's files");
        }
        return change;
    }

    private PackChange write(
            Path folder,
            Pack pack,
            Passage passage,
            Suggestion suggestion,
            String who,
            List<String> approvers,
            long atMs,
            long reverts) {
        if (passage.before().equals(passage.after())) {
            throw new ReviewException("nothing would change: edit the proposal first");
        }
        Path file = folder.resolve(passage.file());
        String text = replaced(read(file), passage);
        String version = versionWith(folder, passage.file(), text);
        List<PackChange> history = history(suggestion.pack());
        if (history.size() >= CHANGES_MAX) {
            throw new ReviewException("the history of " + suggestion.pack() + " is full: archive it");
        }
        PackChange change = new PackChange(
                history.isEmpty() ? 1 : history.getLast().number() + 1,
                suggestion.id(),
                suggestion.pack(),
                suggestion.proposal().faq(),
                passage.file(),
                passage.before(),
                passage.after(),
                who,
                approvers,
                atMs,
                pack.version(),
                version,
                reverts);
        try {
            Path kept = folder.resolve(".history").resolve(String.format(Locale.ROOT, "%04d.json", change.number()));
            WholeFile.write(kept, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(change) + "\n");
            if (text.isBlank()) {
                Files.deleteIfExists(file); // a change that made the file is taken back
            } else {
                WholeFile.write(file, text);
            }
        } catch (IOException e) {
            throw new ReviewException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return change;
    }

    private static String replaced(String text, Passage passage) {
        if (passage.before().isEmpty()) {
            String gap = text.isEmpty() || text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
            return text + gap + passage.after();
        }
        int at = text.indexOf(passage.before());
        if (at < 0) {
            throw new ReviewException(passage.file() + " was changed by hand since: take the change back by hand");
        }
        return text.substring(0, at)
                + passage.after()
                + text.substring(at + passage.before().length());
    }

    /** Loads the pack as it would be, in a folder of its own, and tells its version. */
    private String versionWith(Path folder, String file, String text) {
        Path beside = null;
        try {
            beside = Files.createTempDirectory("relevo-pack");
            copy(packs.resolve("common"), beside.resolve("common"));
            Path trial = beside.resolve(String.valueOf(folder.getFileName()));
            copy(folder, trial);
            if (text.isBlank()) {
                Files.deleteIfExists(trial.resolve(file));
            } else {
                Files.writeString(trial.resolve(file), text);
            }
            return PackLoader.load(trial).version();
        } catch (ConfigException e) {
            throw new ReviewException("the pack would not load with it: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ReviewException("cannot try the change: " + e.getMessage(), e);
        } finally {
            if (beside != null) {
                delete(beside);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from, 2)) {
            for (Path file : files.filter(
                            f -> Files.isRegularFile(f) && f.toString().endsWith(".yaml"))
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.resolveSibling("."));
                Files.copy(file, target);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A leftover in the system's temporary folder harms nobody.
            org.slf4j.LoggerFactory.getLogger(PackEditor.class).debug("cannot delete {}", folder, e);
        }
    }

    private Path folder(String pack) {
        if (!pack.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new ReviewException("'" + pack + "' is no name of a pack");
        }
        return packs.resolve(pack);
    }

    private static Pack load(Path folder) {
        try {
            return PackLoader.load(folder);
        } catch (ConfigException e) {
            throw new ReviewException("the pack does not load as it is: " + e.getMessage(), e);
        }
    }

    private static String read(@Nullable Path file) {
        try {
            return file == null || !Files.exists(file) ? "" : Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ReviewException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
