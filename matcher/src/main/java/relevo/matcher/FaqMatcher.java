package relevo.matcher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The matcher of a content pack: one {@link IntentModel} a language. Built off to the side and never changed after; a
 * reload builds another and swaps the reference. The same entries and configuration give the same matcher, whatever the
 * order of the entries. Safe for use from any thread; each thread that matches keeps some hundred KiB of arrays.
 */
public final class FaqMatcher implements Matcher {
    private static final int TEXT_MAX = 4096;
    private static final int VERSION_BYTES = 8;
    private static final double CONFIDENCE_MIN = 1e-3;

    private final MatcherConfig config;
    private final List<Part> parts;
    private final String version;

    /** What answers in one language. */
    private record Part(Language language, IntentModel model, ThreadLocal<IntentModel.Scratch> scratch) {
        Part(Language language, IntentModel model) {
            this(language, model, ThreadLocal.withInitial(model::scratch));
        }
    }

    private FaqMatcher(List<Part> parts, MatcherConfig config, String version) {
        this.parts = parts;
        this.config = config;
        this.version = version;
    }

    /**
     * Builds the index: about a second for 5,000 phrasings.
     *
     * @throws IllegalArgumentException without entries, for an unknown language or an entry given twice in one language
     */
    public static FaqMatcher build(List<FaqEntry> entries, MatcherConfig config) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a matcher needs at least one FAQ entry");
        }
        List<FaqEntry> sorted = sorted(entries);
        Map<Language, List<IntentTrainer.Phrasing>> phrasings = new EnumMap<>(Language.class);
        Set<String> seen = new HashSet<>();
        for (FaqEntry entry : sorted) {
            if (!seen.add(entry.lang() + '/' + entry.id())) {
                throw new IllegalArgumentException("FAQ entry '" + entry.id() + "' stands twice in " + entry.lang());
            }
            List<IntentTrainer.Phrasing> own =
                    phrasings.computeIfAbsent(Language.of(entry.lang()), language -> new ArrayList<>());
            own.add(new IntentTrainer.Phrasing(entry.question(), entry.id()));
            entry.phrasings().forEach(phrasing -> own.add(new IntentTrainer.Phrasing(phrasing, entry.id())));
            own.add(new IntentTrainer.Phrasing(entry.answer(), entry.id(), true)); // its words are the topic's words
        }
        List<Part> parts = new ArrayList<>();
        phrasings.forEach((language, own) -> {
            own.addAll(Background.beside(language, own));
            IntentModel model = IntentTrainer.train(language, own, List.of(), config);
            parts.add(new Part(language, model));
        });
        return new FaqMatcher(List.copyOf(parts), config, versionOf(entries, config));
    }

    private static List<FaqEntry> sorted(List<FaqEntry> entries) {
        List<FaqEntry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(FaqEntry::lang).thenComparing(FaqEntry::id));
        return sorted;
    }

    /** The version the matcher of these entries has or would have. */
    static String versionOf(List<FaqEntry> entries, MatcherConfig config) {
        List<FaqEntry> sorted = sorted(entries);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(config.toString().getBytes(StandardCharsets.UTF_8));
            for (FaqEntry entry : sorted) {
                digest.update(entry.toString().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void write(IndexBytes.Writer out) {
        out.put(version).put(parts.size());
        for (Part part : parts) {
            out.put(part.language().code());
            part.model().write(out);
        }
    }

    static FaqMatcher read(IndexBytes.Reader in, MatcherConfig config) {
        String version = in.string();
        int count = in.number();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Language language = Language.of(in.string());
            parts.add(new Part(language, IntentModel.read(in, language, config.model())));
        }
        return new FaqMatcher(List.copyOf(parts), config, version);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Match match(String text, String conversationLang) {
        String read = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
        Language spoken = LanguageGuess.of(read, Language.of(conversationLang));
        Part part = answeringIn(spoken, Language.of(conversationLang));
        IntentModel model = part.model();
        IntentModel.Scratch scratch = part.scratch().get();
        model.classify(read, scratch);
        double inScope = scratch.message.tokens.size() == 0 ? 0 : scratch.inScope;
        return new Match(
                spoken.code(),
                scratch.message.tokens.words(),
                candidates(model, scratch, inScope),
                inScope,
                Slots.of(read),
                version);
    }

    /** The language itself where the pack has it, else the conversation's, else the first the pack has. */
    private Part answeringIn(Language spoken, Language conversation) {
        Part answering = parts.getFirst();
        for (Part part : parts) {
            if (part.language() == spoken) {
                return part;
            }
            answering = part.language() == conversation ? part : answering;
        }
        return answering;
    }

    private List<Candidate> candidates(IntentModel model, IntentModel.Scratch scratch, double inScope) {
        List<Candidate> candidates = new ArrayList<>(config.candidatesMax());
        boolean[] taken = new boolean[model.labels().size()];
        for (int rank = 0; rank < config.candidatesMax(); rank++) {
            int best = -1;
            for (int c = 0; c < taken.length; c++) {
                if (!taken[c] && (best < 0 || scratch.p[c] > scratch.p[best])) {
                    best = c;
                }
            }
            if (best < 0 || scratch.p[best] * inScope < CONFIDENCE_MIN) {
                break;
            }
            taken[best] = true;
            candidates.add(new Candidate(model.labels().get(best), scratch.p[best] * inScope, scratch.why(best)));
        }
        return candidates;
    }
}
