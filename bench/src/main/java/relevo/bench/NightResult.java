package relevo.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of {@code bench nightly} found; the JSON object on stdout has these fields.
 *
 * @param done the night came to its end
 * @param messages of customers in the journal
 * @param entries of all kinds
 * @param generateSeconds how long making them took; not part of the measurement
 * @param loadBefore load average of the machine before the night
 * @param loadAfter and after: what is beyond two is other work
 * @param floor the journal read once by one thread, every payload opened
 * @param night from the start of the JVM to its end
 * @param residentPeakMib the most memory the night's process ever held
 * @param beside what a gateway felt; null unless asked for
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record NightResult(
        Result.Circumstances circumstances,
        boolean done,
        long messages,
        long entries,
        long journalMib,
        double generateSeconds,
        double loadBefore,
        double loadAfter,
        Time floor,
        Time night,
        long residentPeakMib,
        @Nullable Beside beside,
        List<Result.Goal> goals) {

    /** Seconds on the wall and of processor. */
    record Time(double seconds, double cpuSeconds) {}

    /**
     * 99th percentiles of the time to acknowledge, milliseconds, round by round in alternation.
     *
     * @param nightAllAlong rounds in which the night ran until the load was over
     * @param ratio of the medians, with over alone
     */
    record Beside(
            double perSecond,
            List<Double> aloneP99Ms,
            List<Double> withNightP99Ms,
            int nightAllAlong,
            double alone,
            double withNight,
            double ratio) {}
}
