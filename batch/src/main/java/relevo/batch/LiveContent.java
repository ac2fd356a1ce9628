package relevo.batch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.journal.Log;
import relevo.matcher.FaqEntry;
import relevo.matcher.FaqMatcher;
import relevo.matcher.Matcher;
import relevo.matcher.MatcherConfig;
import relevo.review.Candidates;
import relevo.review.Kind;
import relevo.review.ReviewException;
import relevo.review.Suggestion;

/** The packs as they are, loaded when they are first needed, and as they would be with suggestions in them. One thread. */
final class LiveContent {
    private static final Logger LOG = LoggerFactory.getLogger(LiveContent.class);

    private final Content content;
    private final Map<String, Pack> packs = new TreeMap<>();
    private final Map<String, Matcher> matchers = new HashMap<>();

    LiveContent(Content content) {
        this.content = content;
    }

    /** By name; none when nobody said where they are. */
    Map<String, Pack> packs() {
        Path folder = content.packs();
        if (packs.isEmpty() && folder != null) {
            for (String name : new TreeSet<>(content.numbers().values())) {
                packs.put(name, PackLoader.load(folder.resolve(name)));
            }
        }
        return packs;
    }

    Matcher matcher(Pack pack) {
        return matchers.computeIfAbsent(pack.name(), name -> FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
    }

    /** The pack beside itself with these suggestions: those about answers together, any kind when it is alone. */
    Replay.Trial trial(Pack pack, List<Suggestion> suggestions) {
        Pack candidate = pack;
        for (Suggestion suggestion : suggestions) {
            boolean drafted = suggestion.kind() == Kind.NEW_ANSWER
                    && suggestion.proposal().answer() != null;
            boolean tried = drafted || suggestion.kind() == Kind.PHRASINGS || suggestions.size() == 1;
            if (suggestion.pack().equals(pack.name()) && tried) {
                candidate = with(candidate, suggestion, suggestions.size() == 1);
            }
        }
        Map<String, String> answers = new HashMap<>();
        for (FaqEntry entry : candidate.faq()) {
            answers.put(entry.lang() + "/" + entry.id(), entry.answer());
        }
        Matcher live = matcher(pack);
        Matcher other = candidate.faqByLang().equals(pack.faqByLang())
                ? live
                : FaqMatcher.build(candidate.faq(), MatcherConfig.defaults());
        return new Replay.Trial(new Replay.Side(pack, live), new Replay.Side(candidate, other), answers);
    }

    /** Back-tests these suggestions over the span of a night. */
    Replay.Outcome replay(Log log, Night night, int parts, List<Suggestion> suggestions) {
        Map<String, Replay.Trial> trials = new LinkedHashMap<>();
        for (Pack pack : packs().values()) {
            if (suggestions.stream().anyMatch(one -> one.pack().equals(pack.name()))) {
                trials.put(pack.name(), trial(pack, suggestions));
            }
        }
        return new Replay(log, night.span(), night.through(), content.numbers(), trials).run(parts);
    }

    private static Pack with(Pack pack, Suggestion suggestion, boolean alone) {
        try {
            return Candidates.with(pack, suggestion);
        } catch (ReviewException e) {
            if (alone) {
                throw e;
            }
            // Two suggestions for one id: the first, which has more customers behind it, is tried.
            LOG.debug("{} is not tried: {}", suggestion.id(), e.getMessage());
            return pack;
        }
    }
}
