package relevo.matcher;

import org.jspecify.annotations.Nullable;

/**
 * A fast model and, where it is unsure, a second one that asks a sentence encoder. The fast one counts as unsure where its
 * best label is less likely than that of nine in ten phrasings in cross-validation. Immutable; safe for use from any
 * thread with a {@link Scratch} of its own.
 */
final class Cascade {
    private final IntentModel fast;
    private final @Nullable IntentModel second;
    private final double unsureBelow;

    /** @param second null where there is no encoder; of the same labels as the fast one */
    Cascade(IntentModel fast, @Nullable IntentModel second) {
        this.fast = fast;
        this.second = second;
        this.unsureBelow = fast.measured().tenth();
    }

    /** The arrays of a classification. Owned by one thread. */
    final class Scratch {
        private final IntentModel.Scratch first = fast.scratch();
        private final IntentModel.@Nullable Scratch other = second == null ? null : second.scratch();

        /** Whether the encoder was asked about the last text. */
        boolean asked;
    }

    Scratch scratch() {
        return new Scratch();
    }

    /** What the one or the other model says of a text. */
    IntentModel.Scratch classify(String text, Scratch scratch) {
        fast.classify(text, scratch.first);
        scratch.asked = false;
        if (second == null || scratch.other == null || best(scratch.first.p) >= unsureBelow) {
            return scratch.first;
        }
        scratch.asked = true;
        second.classify(text, scratch.other);
        return scratch.other;
    }

    private static double best(double[] p) {
        double best = 0;
        for (double one : p) {
            best = Math.max(best, one);
        }
        return best;
    }
}
