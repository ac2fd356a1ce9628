package relevo.gateway.whatsapp;

/**
 * Bounds of a client that talks to one host.
 *
 * @param connectionsMax open connections, each with one request at a time
 * @param waitingMax requests that may wait for a connection
 * @param connectTimeoutMs for TCP, and again for TLS
 * @param acquireTimeoutMs how long a request may wait for a connection
 * @param responseTimeoutMs from the request's first byte to the answer's last
 * @param idleMaxMs after which an unused connection is closed; shorter than servers do it, so that a request seldom meets
 *     a connection that is just being closed
 */
public record HttpLimits(
        int connectionsMax,
        int waitingMax,
        int connectTimeoutMs,
        int acquireTimeoutMs,
        int responseTimeoutMs,
        int idleMaxMs) {
    public static final HttpLimits DEFAULT = new HttpLimits(64, 256, 3_000, 5_000, 15_000, 20_000);

    public HttpLimits {
        atLeastOne("connections-max", connectionsMax);
        atLeastOne("waiting-max", waitingMax);
        atLeastOne("connect-timeout-ms", connectTimeoutMs);
        atLeastOne("acquire-timeout-ms", acquireTimeoutMs);
        atLeastOne("response-timeout-ms", responseTimeoutMs);
        atLeastOne("idle-max-ms", idleMaxMs);
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, is " + value);
        }
    }
}
