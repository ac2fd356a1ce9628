package relevo.review;

/**
 * So many of so many, with the 95 % interval of Wilson (1927), which keeps its promise for small numbers and near 0 and 1.
 *
 * @param of what was counted, at least 0
 * @param value part / of; 0 when nothing was counted
 * @param low lower end, 0 to 1, four decimals
 * @param high upper end, 0 to 1, four decimals
 */
public record Rate(long part, long of, double value, double low, double high) {
    private static final double Z = 1.959964;

    /** The rate of {@code part} in {@code of}; 0 to 1 when nothing was counted. */
    public static Rate of(long part, long of) {
        if (part < 0 || part > of) {
            throw new IllegalArgumentException(part + " of " + of + " is no rate");
        }
        if (of == 0) {
            return new Rate(0, 0, 0, 0, 1);
        }
        double p = (double) part / of;
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * of)) / (1 + z2 / of);
        double half = Z / (1 + z2 / of) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
        return new Rate(part, of, round(p), round(Math.max(0, centre - half)), round(Math.min(1, centre + half)));
    }

    /** Whether the intervals have a point in common. */
    public boolean overlaps(Rate other) {
        return low <= other.high && other.low <= high;
    }

    private static double round(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
