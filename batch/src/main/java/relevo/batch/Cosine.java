package relevo.batch;

import relevo.matcher.TextSpace;

/** How near two texts are. */
final class Cosine {
    private Cosine() {}

    /** The cosine of what is written and that of what is meant, the latter with this share. */
    static float mean(TextSpace.Point a, TextSpace.Point b, double meaningShare) {
        return (float) ((1 - meaningShare) * sparse(a, b) + meaningShare * dense(a.meaning(), b.meaning()));
    }

    private static float sparse(TextSpace.Point a, TextSpace.Point b) {
        float sum = 0;
        int i = 0;
        int j = 0;
        while (i < a.ids().length && j < b.ids().length) {
            int order = Integer.compare(a.ids()[i], b.ids()[j]);
            if (order == 0) {
                sum += a.values()[i++] * b.values()[j++];
            } else if (order < 0) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }

    private static float dense(float[] a, float[] b) {
        float sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
