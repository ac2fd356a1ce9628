package relevo.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A suggestion and what people made of it: a pure function of both. Immutable.
 *
 * <pre>
 *   open --approve--> approved --publish--> published --revert--> reverted
 *     |  \--approve--> half-approved --approve by another--> approved      (a link, a price or a phone in the answer)
 *     |--dismiss--> dismissed --it grew to twice as many customers--> open
 *     |--merge--> merged
 *     '--no night wrote it again until its date--> expired
 *   an edit takes approvals back
 * </pre>
 *
 * @param suggestion with all edits in it
 * @param reviews oldest first
 * @param approvers of its present wording
 */
public record Card(Suggestion suggestion, Stage stage, List<String> approvers, List<Review> reviews) {
    /** A dismissed topic comes back when so many times more customers stand behind it. */
    public static final double REOPEN_GROWTH = 2;

    /** Where it stands. */
    public enum Stage {
        OPEN,
        HALF_APPROVED,
        APPROVED,
        PUBLISHED,
        DISMISSED,
        MERGED,
        REVERTED,
        EXPIRED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether somebody should still do something about it. */
        public boolean pending() {
            return this == OPEN || this == HALF_APPROVED || this == APPROVED;
        }
    }

    /** The card after these reviews of it, as it stands on a date (ISO, as 2026-11-20). */
    public static Card after(Suggestion written, List<Review> reviews, String today) {
        Suggestion now = written;
        Stage stage = Stage.OPEN;
        List<String> approvers = new ArrayList<>();
        for (Review review : reviews) {
            switch (review.act()) {
                case APPROVE -> {
                    if (!approvers.contains(review.who())) {
                        approvers.add(review.who());
                    }
                    stage = approved(now, approvers);
                }
                case DISMISS -> {
                    boolean grew = written.evidence().contacts() >= REOPEN_GROWTH * Math.max(1, review.contacts());
                    stage = grew ? Stage.OPEN : Stage.DISMISSED;
                    approvers.clear();
                }
                case EDIT -> {
                    if (review.edit() != null) {
                        now = now.with(now.proposal().with(review.edit()));
                    }
                    approvers.clear();
                    stage = stage == Stage.PUBLISHED ? stage : Stage.OPEN;
                }
                case MERGE -> stage = Stage.MERGED;
                case PUBLISH -> stage = Stage.PUBLISHED;
                case REVERT -> {
                    stage = Stage.REVERTED;
                    approvers.clear();
                }
            }
        }
        if (stage.pending() && today.compareTo(written.expires()) >= 0) {
            stage = Stage.EXPIRED;
        }
        return new Card(now, stage, List.copyOf(approvers), List.copyOf(reviews));
    }

    /** Whether one approval is not enough. */
    public boolean needsTwo() {
        return Risks.needTwo(suggestion.risks());
    }

    private static Stage approved(Suggestion now, List<String> approvers) {
        return Risks.needTwo(now.risks()) && approvers.size() < 2 ? Stage.HALF_APPROVED : Stage.APPROVED;
    }
}
