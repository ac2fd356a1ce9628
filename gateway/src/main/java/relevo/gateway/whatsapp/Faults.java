package relevo.gateway.whatsapp;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated Cloud API does wrong, on demand; the body of {@code POST /_faults} in JSON with these names:
 *
 * <pre>
 * {"latency-min-ms": 5, "latency-max-ms": 50,
 *  "script": [{"kind": "error", "code": 131056, "times": 3},
 *             {"kind": "cut-after", "chance": 0.05, "times": 0}],
 *  "blocked": ["34600000011"],
 *  "statuses": {"omit": ["delivered"], "delay-ms": 20, "duplicate": 0.1, "reorder": 0.2}}
 * </pre>
 *
 * @param latencyMinMs least time between taking a message and answering
 * @param latencyMaxMs most
 * @param script looked through in order for every send; the first that applies is done
 * @param blocked phones and user ids that are refused with 130403
 * @param statuses what happens to status webhooks
 */
public record Faults(
        @JsonProperty("latency-min-ms") int latencyMinMs,
        @JsonProperty("latency-max-ms") int latencyMaxMs,
        List<Fault> script,
        Set<String> blocked,
        Statuses statuses) {
    public static final Faults NONE = new Faults(0, 0, null, null, null);

    @JsonCreator
    public Faults(
            @JsonProperty("latency-min-ms") int latencyMinMs,
            @JsonProperty("latency-max-ms") int latencyMaxMs,
            @JsonProperty("script") @Nullable List<Fault> script,
            @JsonProperty("blocked") @Nullable Set<String> blocked,
            @JsonProperty("statuses") @Nullable Statuses statuses) {
        this.latencyMinMs = latencyMinMs;
        this.latencyMaxMs = Math.max(latencyMinMs, latencyMaxMs);
        this.script = script == null ? List.of() : List.copyOf(script);
        this.blocked = blocked == null ? Set.of() : Set.copyOf(blocked);
        this.statuses = statuses == null ? Statuses.NORMAL : statuses;
    }

    public static Faults of(Fault... script) {
        return new Faults(0, 0, List.of(script), null, null);
    }

    public static Faults of(Statuses statuses) {
        return new Faults(0, 0, null, null, statuses);
    }

    public Faults with(Statuses changed) {
        return new Faults(latencyMinMs, latencyMaxMs, script, blocked, changed);
    }

    /**
     * One thing that goes wrong.
     *
     * @param kind {@code error}: refused with {@code code}; {@code cut-before}: connection closed, nothing taken;
     *     {@code cut-after}: taken, then closed without an answer; {@code server-error-after}: taken, then a bare 500
     * @param times how often; 0: until the faults are changed
     * @param chance of each time that it could happen, 0 to 1; left out: always
     * @param code of an error
     * @param status HTTP status of an error; 0: the usual one of the code
     * @param details text of an error
     * @param number only for this business number; null for all
     * @param to only for this phone or user id; null for all
     */
    public record Fault(
            String kind,
            int times,
            double chance,
            int code,
            int status,
            String details,
            @Nullable String number,
            @Nullable String to) {
        private static final Set<String> KINDS = Set.of("error", "cut-before", "cut-after", "server-error-after");

        @JsonCreator
        public Fault(
                @JsonProperty(value = "kind", required = true) String kind,
                @JsonProperty("times") @Nullable Integer times,
                @JsonProperty("chance") @Nullable Double chance,
                @JsonProperty("code") int code,
                @JsonProperty("status") int status,
                @JsonProperty("details") @Nullable String details,
                @JsonProperty("number") @Nullable String number,
                @JsonProperty("to") @Nullable String to) {
            this(
                    kind,
                    times == null ? 1 : times,
                    chance == null ? 1.0 : chance,
                    code,
                    status,
                    details == null ? "Ordered through /_faults" : details,
                    number,
                    to);
        }

        public Fault {
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException("kind must be one of " + KINDS + ", is '" + kind + "'");
            }
            if (times < 0 || chance < 0 || chance > 1) {
                throw new IllegalArgumentException("times must not be negative and chance must be from 0 to 1");
            }
        }

        public static Fault error(int code, int times) {
            return new Fault("error", times, 1.0, code, 0, "Ordered", null, null);
        }

        public static Fault of(String kind, int times) {
            return new Fault(kind, times, 1.0, 0, 0, "Ordered", null, null);
        }

        public static Fault chance(String kind, double chance) {
            return new Fault(kind, 0, chance, 0, 0, "Ordered", null, null);
        }
    }

    /**
     * What happens to the webhooks sent, delivered and read of a message.
     *
     * @param off none at all
     * @param hold kept back until released
     * @param omit words never sent, e.g. delivered
     * @param delayMs before each
     * @param duplicate chance that one is posted twice, 0 to 1
     * @param reorder chance that those of a message go in a drawn order, 0 to 1
     * @param failCode when not 0: failed with this code follows sent
     * @param failChance of each message when {@code failCode} is set
     */
    public record Statuses(
            boolean off,
            boolean hold,
            Set<String> omit,
            @JsonProperty("delay-ms") int delayMs,
            double duplicate,
            double reorder,
            @JsonProperty("fail-code") int failCode,
            @JsonProperty("fail-chance") double failChance) {
        public static final Statuses NORMAL = new Statuses(false, false, null, 0, 0, 0, 0, null);
        public static final Statuses OFF = new Statuses(true, false, null, 0, 0, 0, 0, null);
        public static final Statuses HELD = new Statuses(false, true, null, 0, 0, 0, 0, null);

        @JsonCreator
        public Statuses(
                @JsonProperty("off") boolean off,
                @JsonProperty("hold") boolean hold,
                @JsonProperty("omit") @Nullable Set<String> omit,
                @JsonProperty("delay-ms") int delayMs,
                @JsonProperty("duplicate") double duplicate,
                @JsonProperty("reorder") double reorder,
                @JsonProperty("fail-code") int failCode,
                @JsonProperty("fail-chance") @Nullable Double failChance) {
            this(
                    off,
                    hold,
                    omit == null ? Set.of() : Set.copyOf(omit),
                    delayMs,
                    duplicate,
                    reorder,
                    failCode,
                    failChance == null ? 1.0 : failChance.doubleValue());
        }

        public static Statuses failing(int code) {
            return new Statuses(false, false, null, 0, 0, 0, code, null);
        }
    }
}
