package relevo.review;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The desk on which suggestions lie: the night puts them there, people decide about them, from the review pages, a shell
 * or a checkout of the folder.
 *
 * <pre>
 *   DATA/review/cards/ID.json    what the night wrote last; only the night writes here
 *   DATA/review/reviews.jsonl    what people did, one line each, never changed: {@link Review}
 *   DATA/review/lock             held while something is added
 * </pre>
 *
 * Reading takes no lock: files appear whole. Safe for use from any thread and from several processes.
 */
public final class ReviewFolder {
    private static final int TEXT_MAX = 4_096;
    private static final int PHRASINGS_MAX = 100;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path folder;
    private final PackEditor editor;
    private final InstantSource clock;
    private final ReentrantLock mine = new ReentrantLock();

    /**
     * @param data the gateway's data folder
     * @param packs folder of the packs that published suggestions change
     */
    public ReviewFolder(Path data, Path packs, InstantSource clock) {
        this.folder = data.resolve("review");
        this.editor = new PackEditor(packs);
        this.clock = clock;
    }

    /** All cards: what is to be done first, notes last, then by the customers behind it, then by id. */
    public List<Card> cards() {
        Map<String, List<Review>> reviews = new HashMap<>();
        reviews()
                .forEach(review -> reviews.computeIfAbsent(review.suggestion(), id -> new ArrayList<>())
                        .add(review));
        String today = today();
        List<Card> cards = new ArrayList<>();
        for (Suggestion suggestion : written().values()) {
            cards.add(Card.after(suggestion, reviews.getOrDefault(suggestion.id(), List.of()), today));
        }
        cards.sort(Comparator.comparing((Card card) -> card.stage().pending() ? 0 : 1)
                .thenComparing(card -> card.suggestion().kind() == Kind.COACHING ? 1 : 0)
                .thenComparing(card -> -card.suggestion().evidence().contacts())
                .thenComparing(card -> card.suggestion().id()));
        return List.copyOf(cards);
    }

    /** One card; a ReviewException when there is none of this id. */
    public Card card(String id) {
        Suggestion suggestion = written().get(id);
        if (suggestion == null) {
            throw new ReviewException("there is no suggestion '" + id + "'", true);
        }
        return Card.after(
                suggestion,
                reviews().stream()
                        .filter(review -> review.suggestion().equals(id))
                        .toList(),
                today());
    }

    /** What people did, oldest first. */
    public List<Review> reviews() {
        Path file = folder.resolve("reviews.jsonl");
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            List<Review> reviews = new ArrayList<>();
            for (String line : lines.filter(line -> !line.isBlank()).toList()) {
                reviews.add(JSON.readValue(line, Review.class));
            }
            return List.copyOf(reviews);
        } catch (IOException e) {
            throw new ReviewException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Changes of a pack's files, oldest first. */
    public List<PackChange> history(String pack) {
        return editor.history(pack);
    }

    /** Approves; where the answer carries a link, a price or a phone, it takes two people. */
    public Card approve(String id, String who) {
        return locked(() -> {
            Card card = pending(id);
            if (card.approvers().contains(name(who))) {
                throw new ReviewException(who + " has approved it already; another person must");
            }
            return add(card, Review.Act.APPROVE, who, "", null, "", 0);
        });
    }

    /** Puts it aside until twice as many customers stand behind it. */
    public Card dismiss(String id, String who, String reason) {
        return locked(() -> add(pending(id), Review.Act.DISMISS, who, text("reason", reason), null, "", 0));
    }

    /** Changes the proposal; approvals are taken back. */
    public Card edit(String id, String who, Suggestion.Edit edit) {
        return locked(() -> {
            Card card = pending(id);
            check(edit);
            return add(card, Review.Act.EDIT, who, "", edit, "", 0);
        });
    }

    /** Puts its phrasings into another suggestion and closes it; both must be of one pack and language. */
    public Card merge(String id, String who, String into) {
        return locked(() -> {
            Card card = pending(id);
            Card other = pending(into);
            Suggestion from = card.suggestion();
            Suggestion to = other.suggestion();
            if (id.equals(into)
                    || !from.pack().equals(to.pack())
                    || !from.lang().equals(to.lang())) {
                throw new ReviewException("only another suggestion of the same pack and language can take it in");
            }
            List<String> more = new ArrayList<>(to.proposal().phrasings());
            if (!from.proposal().question().isBlank()) {
                more.add(from.proposal().question());
            }
            more.addAll(from.proposal().phrasings());
            List<String> phrasings =
                    FaqText.added(List.of(), more).stream().limit(PHRASINGS_MAX).toList();
            add(other, Review.Act.EDIT, who, "", new Suggestion.Edit(null, null, phrasings, null), "", 0);
            return add(card, Review.Act.MERGE, who, "", null, into, 0);
        });
    }

    /** Changes the pack's files; it must be approved. */
    public Card publish(String id, String who) {
        return locked(() -> {
            Card card = card(id);
            if (card.stage() != Card.Stage.APPROVED) {
                throw new ReviewException(
                        card.stage() == Card.Stage.HALF_APPROVED
                                ? "the answer carries a link, a price or a phone: a second person must approve it"
                                : "it is " + card.stage().word() + "; only an approved one can be published");
            }
            if (!card.suggestion().changesFiles()) {
                throw new ReviewException("it is advice and changes no file: carry it out by hand");
            }
            PackChange change = editor.publish(card.suggestion(), name(who), card.approvers(), clock.millis());
            return add(card, Review.Act.PUBLISH, who, "", null, "", change.number());
        });
    }

    /** Takes a published change back. */
    public Card revert(String id, String who, String reason) {
        return locked(() -> {
            Card card = card(id);
            if (card.stage() != Card.Stage.PUBLISHED) {
                throw new ReviewException("it is " + card.stage().word() + "; only a published one can be taken back");
            }
            long number = card.reviews().stream()
                    .filter(review -> review.act() == Review.Act.PUBLISH)
                    .reduce((first, second) -> second)
                    .orElseThrow()
                    .change();
            PackChange change = editor.revert(card.suggestion(), number, name(who), clock.millis());
            return add(card, Review.Act.REVERT, who, text("reason", reason), null, "", change.number());
        });
    }

    /** What the night wrote last, without what people made of it, by id. */
    public Map<String, Suggestion> written() {
        Path cards = folder.resolve("cards");
        Map<String, Suggestion> byId = new LinkedHashMap<>();
        if (!Files.isDirectory(cards)) {
            return byId;
        }
        try (Stream<Path> files = Files.list(cards)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                Suggestion suggestion = JSON.readValue(Files.readAllBytes(file), Suggestion.class);
                byId.put(suggestion.id(), suggestion);
            }
            return byId;
        } catch (IOException e) {
            throw new ReviewException("cannot read " + cards + ": " + e.getMessage(), e);
        }
    }

    /**
     * What a night found: written over what is there by the same id. Others stay, but for those that this very night wrote
     * before, when it is done again, and nobody looked at. Given the same suggestions it leaves the same files.
     */
    public void put(String night, List<Suggestion> suggestions) {
        locked(() -> {
            try {
                Set<String> kept = new HashSet<>();
                suggestions.forEach(suggestion -> kept.add(suggestion.id()));
                reviews().forEach(review -> kept.add(review.suggestion()));
                for (Suggestion old : written().values()) {
                    if (old.night().equals(night) && !kept.contains(old.id())) {
                        Files.deleteIfExists(folder.resolve("cards").resolve(old.id() + ".json"));
                    }
                }
                for (Suggestion suggestion : suggestions) {
                    WholeFile.write(
                            folder.resolve("cards").resolve(suggestion.id() + ".json"),
                            JSON.writerWithDefaultPrettyPrinter().writeValueAsString(suggestion) + "\n");
                }
                return 0;
            } catch (IOException e) {
                throw new ReviewException("cannot write to " + folder + ": " + e.getMessage(), e);
            }
        });
    }

    private Card add(
            Card card,
            Review.Act act,
            String who,
            String reason,
            Suggestion.@Nullable Edit edit,
            String into,
            long change) {
        Suggestion suggestion = card.suggestion();
        Review review = new Review(
                reviews().size() + 1L,
                clock.millis(),
                suggestion.id(),
                act,
                name(who),
                reason,
                edit,
                into,
                suggestion.evidence().contacts(),
                change);
        try (FileChannel file = FileChannel.open(
                folder.resolve("reviews.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer line = StandardCharsets.UTF_8.encode(JSON.writeValueAsString(review) + "\n");
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(false);
        } catch (IOException e) {
            throw new ReviewException("cannot write to " + folder + ": " + e.getMessage(), e);
        }
        return card(suggestion.id());
    }

    private Card pending(String id) {
        Card card = card(id);
        if (!card.stage().pending() && card.stage() != Card.Stage.EXPIRED) {
            throw new ReviewException("it is " + card.stage().word() + " already");
        }
        return card;
    }

    private static void check(Suggestion.Edit edit) {
        if (edit.faq() != null && !edit.faq().matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new ReviewException("the id must be lower-case letters, digits and hyphens");
        }
        if (edit.question() != null) {
            text("question", edit.question());
        }
        if (edit.answer() != null) {
            text("answer", edit.answer());
        }
        if (edit.phrasings() != null) {
            if (edit.phrasings().size() > PHRASINGS_MAX) {
                throw new ReviewException("at most " + PHRASINGS_MAX + " phrasings");
            }
            edit.phrasings().forEach(phrasing -> text("phrasings", phrasing));
        }
    }

    private static String text(String key, String value) {
        if (value.isBlank() || value.length() > TEXT_MAX) {
            throw new ReviewException(key + " must have 1 to " + TEXT_MAX + " characters");
        }
        return value.strip();
    }

    private static String name(String who) {
        if (who.isBlank() || who.length() > 64) {
            throw new ReviewException("who must have 1 to 64 characters");
        }
        return who.strip();
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("UTC")).toString();
    }

    /** One at a time, also among processes. */
    private <T> T locked(Supplier<T> work) {
        mine.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IllegalStateException("a lock that was just given is not valid");
                }
                return work.get();
            }
        } catch (IOException e) {
            throw new ReviewException("cannot lock " + folder + ": " + e.getMessage(), e);
        } finally {
            mine.unlock();
        }
    }
}
