package relevo.gateway.desk;

import java.util.Set;

/**
 * Limits and addresses of the admin port.
 *
 * @param host address to listen on; loopback unless a reverse proxy with its own access control stands in front
 * @param port 0 takes any free one
 * @param hosts further names a browser or a probe may ask for in {@code Host}, without port, beside localhost, 127.0.0.1
 *     and [::1]; anything else is refused, so that no foreign site can reach the port through a name of its own that it
 *     lets point here (DNS rebinding)
 * @param bodyBytesMax larger request bodies are refused with 413
 * @param connectionsMax open connections; more wait in the operating system's queue
 * @param idleTimeoutMs a connection on which nothing moves for this long is closed; so is a live stream whose reader is stuck
 * @param stopTimeoutMs how long {@link AdminServer#close()} waits for requests that are being answered
 */
public record AdminConfig(
        String host,
        int port,
        Set<String> hosts,
        int bodyBytesMax,
        int connectionsMax,
        int idleTimeoutMs,
        int stopTimeoutMs) {
    public AdminConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: must not be empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " is not within 0 to 65535");
        }
        positive("body-bytes-max", bodyBytesMax);
        positive("connections-max", connectionsMax);
        positive("idle-timeout-ms", idleTimeoutMs);
        positive("stop-timeout-ms", stopTimeoutMs);
        hosts = Set.copyOf(hosts);
    }

    /** Loopback with the shipped limits. */
    public static AdminConfig loopback(int port) {
        return new AdminConfig("127.0.0.1", port, Set.of(), 64 * 1024, 256, 30_000, 2_000);
    }

    private static void positive(String key, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(key + ": " + value + " is not above 0");
        }
    }
}
