package relevo.review;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relevo.dialog.ConfigException;
import relevo.dialog.YamlNode;

/**
 * The review as files in a checkout: suggestions go out as one file each, people write what they decide and the wording they
 * want into it and commit, and what stands in the files is then done.
 *
 * <pre>
 *   # arreglos de costura (new-answer, retail, es), 31 customers ...
 *   suggestion: retail-arreglos
 *   decision: wait                  wait, approve, publish or dismiss
 *   by: []                          who says so
 *   reason: ""                      needed to dismiss
 *   faq, question, phrasings, answer as in faq.yaml, for kinds that are about an entry
 * </pre>
 *
 * The same rules as on the pages. Importing the same files again does nothing more. One bad file does not keep the others
 * from being done. One thread.
 */
public final class ReviewFiles {
    private static final int FILES_MAX = 10_000;
    private static final int TITLE_MAX = 200;
    private static final String ENDING = ".yaml";

    private final ReviewFolder folder;

    public ReviewFiles(ReviewFolder folder) {
        this.folder = folder;
    }

    /**
     * What came of one file.
     *
     * @param file its name
     * @param refused it could not be done, and {@code what} says why, with file and line where one is to blame
     */
    public record Line(String file, boolean refused, String what) {}

    /** What people may decide in a file. */
    private enum Wanted {
        WAIT,
        APPROVE,
        PUBLISH,
        DISMISS;

        static Wanted of(YamlNode node) {
            for (Wanted one : values()) {
                if (one.name().toLowerCase(Locale.ROOT).equals(node.text())) {
                    return one;
                }
            }
            throw node.wrong("must be wait, approve, publish or dismiss, not '" + node.text() + "'");
        }
    }

    /** A file as it was read. */
    private record Filed(String id, Wanted wanted, List<String> by, String reason, Suggestion.@Nullable Edit wording) {}

    /** Writes a file for each suggestion that waits for somebody; files that are there already are left as they are. */
    public List<Line> exportTo(Path to) {
        List<Line> lines = new ArrayList<>();
        for (Card card : folder.cards()) {
            if (card.stage().pending()) {
                String name = card.suggestion().id() + ENDING;
                Path file = to.resolve(name);
                boolean there = Files.exists(file);
                if (!there) {
                    try {
                        WholeFile.write(file, text(card));
                    } catch (IOException e) {
                        throw new ReviewException("cannot write " + file + ": " + e.getMessage(), e);
                    }
                }
                lines.add(new Line(name, false, there ? "is there already" : "written"));
            }
        }
        return lines;
    }

    /** Does what the files of a folder say, in the order of their names; a ReviewException when it cannot be read. */
    public List<Line> importFrom(Path from) {
        List<Line> lines = new ArrayList<>();
        for (Path file : files(from)) {
            String name = String.valueOf(file.getFileName());
            try {
                lines.add(new Line(name, false, carryOut(read(YamlNode.read(file)))));
            } catch (ConfigException e) {
                lines.add(new Line(name, true, String.valueOf(e.getMessage())));
            } catch (ReviewException e) {
                lines.add(new Line(name, true, name + ": " + e.getMessage()));
            }
        }
        return lines;
    }

    private static List<Path> files(Path from) {
        try (Stream<Path> files = Files.list(from)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
            if (found.size() > FILES_MAX) {
                throw new ReviewException("more than " + FILES_MAX + " files in " + from);
            }
            return found;
        } catch (IOException e) {
            throw new ReviewException("cannot read the folder " + from + ": " + e.getMessage(), e);
        }
    }

    private static Filed read(YamlNode file) {
        String id = file.need("suggestion").text();
        YamlNode decision = file.need("decision");
        Wanted wanted = Wanted.of(decision);
        List<String> by = file.listOf("by");
        YamlNode reason = file.find("reason");
        YamlNode faq = file.find("faq");
        YamlNode question = file.find("question");
        YamlNode answer = file.find("answer");
        Suggestion.Edit wording = faq == null
                ? null
                : new Suggestion.Edit(
                        faq.text(),
                        question == null ? null : question.text(),
                        file.listOf("phrasings"),
                        answer == null || answer.textOrEmpty().isEmpty() ? null : answer.text());
        file.done();
        if (wanted != Wanted.WAIT && by.isEmpty()) {
            throw decision.wrong("says '" + decision.text() + "' and 'by' names nobody");
        }
        String why = reason == null ? "" : reason.textOrEmpty();
        if (wanted == Wanted.DISMISS && why.isEmpty()) {
            throw decision.wrong("says 'dismiss' and 'reason' is empty");
        }
        return new Filed(id, wanted, by, why, wording);
    }

    private String carryOut(Filed filed) {
        Card card = folder.card(filed.id());
        boolean open = card.stage().pending() || card.stage() == Card.Stage.EXPIRED;
        if (filed.wanted() == Wanted.WAIT || !open) {
            return open ? "waits" : "is " + card.stage().word() + " already";
        }
        String first = filed.by().getFirst();
        if (filed.wanted() == Wanted.DISMISS) {
            folder.dismiss(filed.id(), first, filed.reason());
            return "dismissed by " + first;
        }
        List<String> done = new ArrayList<>();
        Suggestion.Edit edit = changes(card.suggestion(), filed.wording());
        if (edit != null) {
            card = folder.edit(filed.id(), first, edit);
            done.add("edited by " + first);
        }
        for (String who : filed.by()) {
            if (!card.approvers().contains(who)) {
                card = folder.approve(filed.id(), who);
                done.add("approved by " + who);
            }
        }
        if (filed.wanted() == Wanted.PUBLISH) {
            folder.publish(filed.id(), first);
            done.add("published by " + first);
        } else if (card.stage() == Card.Stage.HALF_APPROVED) {
            done.add("waits for a second person");
        }
        return done.isEmpty() ? "is " + card.stage().word() + " already" : String.join(", ", done);
    }

    /** What a file words otherwise; null when nothing is. */
    private static Suggestion.@Nullable Edit changes(Suggestion now, Suggestion.@Nullable Edit wording) {
        if (wording == null || !isAboutAnEntry(now)) {
            return null;
        }
        Suggestion.Proposal proposal = now.proposal();
        Suggestion.Edit edit = new Suggestion.Edit(
                proposal.faq().equals(wording.faq()) ? null : wording.faq(),
                proposal.question().equals(wording.question()) ? null : wording.question(),
                proposal.phrasings().equals(wording.phrasings()) ? null : wording.phrasings(),
                wording.answer() == null || wording.answer().equals(proposal.answer()) ? null : wording.answer());
        boolean same =
                edit.faq() == null && edit.question() == null && edit.phrasings() == null && edit.answer() == null;
        return same ? null : edit;
    }

    private static boolean isAboutAnEntry(Suggestion suggestion) {
        return !suggestion.proposal().faq().isEmpty();
    }

    private static String text(Card card) {
        Suggestion one = card.suggestion();
        StringBuilder out = new StringBuilder();
        comment(
                out,
                one.title() + " (" + one.kind().word() + ", " + one.pack() + ", " + one.lang() + "), "
                        + one.evidence().contacts() + " customers, "
                        + one.evidence().trend());
        Suggestion.Backtest tested = one.backtest();
        if (tested != null) {
            comment(
                    out,
                    "back-test of " + tested.days() + " days: " + tested.gained() + " answers gained, "
                            + tested.avoided() + " hand-overs avoided, right " + tested.right() + ", wrong "
                            + tested.wrong());
        }
        if (!one.risks().isEmpty()) {
            comment(out, "mind: " + String.join(", ", one.risks()) + (card.needsTwo() ? "; two people approve" : ""));
        }
        one.clashes().forEach(clash -> comment(out, clash.how() + ": " + clash.faq() + ", " + clash.question()));
        if (!one.proposal().advice().isEmpty()) {
            comment(out, one.proposal().advice());
        }
        one.evidence().examples().forEach(example -> comment(out, "  - " + example));
        out.append("suggestion: ").append(FaqText.scalar(one.id())).append('\n');
        out.append("decision: wait    # wait, approve, publish or dismiss\n");
        out.append("by: []            # who says so\n");
        out.append("reason: \"\"        # needed to dismiss\n");
        if (isAboutAnEntry(one)) {
            Suggestion.Proposal proposal = one.proposal();
            out.append("faq: ").append(FaqText.scalar(proposal.faq())).append('\n');
            out.append("question: ").append(FaqText.scalar(proposal.question())).append('\n');
            if (!proposal.phrasings().isEmpty()) {
                out.append("phrasings:\n");
                proposal.phrasings()
                        .forEach(phrasing -> out.append("  - ")
                                .append(FaqText.scalar(phrasing))
                                .append('\n'));
            }
            String answer = proposal.answer();
            out.append("answer: ")
                    .append(FaqText.scalar(answer == null ? "" : answer))
                    .append('\n');
        }
        return out.toString();
    }

    private static void comment(StringBuilder out, String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
        out.append("# ")
                .append(line.length() <= TITLE_MAX ? line : line.substring(0, TITLE_MAX))
                .append('\n');
    }
}
