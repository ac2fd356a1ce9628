package relevo.escalation;

import org.jspecify.annotations.Nullable;

/**
 * One feature's part in a score: {@code contribution = value * weight}, to four decimals.
 *
 * @param topic which of the pack's topics, for features that come from one
 * @param hard decides alone, whatever the sum
 */
public record Contribution(
        Feature feature, @Nullable String topic, double value, double weight, double contribution, boolean hard) {
    static Contribution of(Feature feature, double value, double weight) {
        return of(feature, null, value, weight, false);
    }

    static Contribution of(Feature feature, @Nullable String topic, double value, double weight, boolean hard) {
        double rounded = round(value);
        return new Contribution(feature, topic, rounded, weight, round(rounded * weight), hard);
    }

    static double round(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
