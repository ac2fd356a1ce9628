package relevo.gateway.whatsapp;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated Cloud API behaves when no fault is ordered.
 *
 * @param port on 127.0.0.1; 0 for a free one
 * @param data folder for what it remembers
 * @param appSecret signs the webhooks
 * @param token the bearer token it asks for; null for any
 * @param numbers phone_number_id to display number; empty: every number exists
 * @param limits the documented limits that can be switched off
 * @param redelivery how it insists on a webhook that was not answered with 200
 * @param escaped non-ASCII as \\uXXXX and / as \/ on the wire, as documented; false: raw UTF-8
 * @param seed of everything that is drawn: ids, key order, chances. Where a gateway remembers the ids of an earlier run, take
 *     another seed than that run
 */
public record SimulatedConfig(
        int port,
        Path data,
        String appSecret,
        @Nullable String token,
        Map<String, String> numbers,
        Limits limits,
        Redelivery redelivery,
        boolean escaped,
        long seed) {

    /** Port 0, any token, every number, documented limits. */
    public SimulatedConfig(Path data, String appSecret, long seed) {
        this(0, data, appSecret, null, Map.of(), Limits.DOCUMENTED, Redelivery.QUICK, true, seed);
    }

    /**
     * Limits of sending. A user who was never seen writing is taken to be inside the window, since webhooks may also come
     * from elsewhere.
     *
     * @param throughput 80 messages a second and number, both ways together
     * @param pair 45 at once to one user, then one in 6 s
     * @param window refuse 24 h after the user last wrote
     * @param customersMax users remembered; the longest unseen go first
     */
    public record Limits(boolean throughput, boolean pair, boolean window, int customersMax) {
        public static final Limits DOCUMENTED = new Limits(true, true, true, 100_000);
        /** For measuring: nothing is refused. */
        public static final Limits OFF = new Limits(false, false, false, 100_000);
    }

    /**
     * Insisting, in real (compressed) time: at once, then after growing gaps, then never more. The original insists for seven days.
     *
     * @param gapMs the second pause; each further one is twice as long
     * @param gapMaxMs longest pause
     * @param giveUpMs after which a webhook is dropped
     * @param waitingMax webhooks that may be under way or wait; further statuses are dropped and counted
     * @param connectionsMax webhooks posted at a time
     */
    public record Redelivery(int gapMs, int gapMaxMs, long giveUpMs, int waitingMax, int connectionsMax) {
        public static final Redelivery QUICK = new Redelivery(100, 5_000, 600_000, 100_000, 16);
    }
}
