package relevo.gateway.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The webhook port. Every limit has a number; {@link #defaults} has those of the reference.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param path the one path that is answered
 * @param eventLoops threads that own the connections
 * @param bodyBytesMax longest body; beyond it 413. The provider documents 3 MB
 * @param bodiesBytesMax all bodies that are being received together (those above 64 KiB count); beyond it 503
 * @param requestLineBytesMax longest request line; above the usual 4 KiB, so that an absurd handshake still gets its 403
 * @param headerBytesMax all header lines of a request together
 * @param requestDeadlineMs from the first byte of a request to its last
 * @param idleMs how long a connection may stay open between requests
 * @param ackTimeoutMs how long the journal may take before the port answers 503 in its stead
 * @param lingerMs how long a refused client may go on sending before the connection is cut
 * @param connectionsMax open connections
 * @param connectionsPerAddressMax open connections of one remote address (a load balancer is one address)
 * @param pipelinedMax requests of one connection that wait for their answer; reading pauses beyond it
 * @param badSignaturesMax the connection is closed with the answer to this one
 * @param directBytesMax direct memory of the port; new connections are turned away beyond it
 * @param backlog connections that the kernel may hold ready
 * @param tls certificate and key; null where something in front ends TLS
 */
public record HttpConfig(
        String host,
        int port,
        String path,
        int eventLoops,
        int bodyBytesMax,
        long bodiesBytesMax,
        int requestLineBytesMax,
        int headerBytesMax,
        long requestDeadlineMs,
        long idleMs,
        long ackTimeoutMs,
        long lingerMs,
        int connectionsMax,
        int connectionsPerAddressMax,
        int pipelinedMax,
        int badSignaturesMax,
        long directBytesMax,
        int backlog,
        @Nullable TlsFiles tls) {

    public HttpConfig {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must start with '/': " + path);
        }
        atLeast("event-loops", eventLoops, 1);
        atLeast("body-bytes-max", bodyBytesMax, 1_024);
        atLeast("bodies-bytes-max", bodiesBytesMax, bodyBytesMax);
        atLeast("request-line-bytes-max", requestLineBytesMax, 1_024);
        atLeast("header-bytes-max", headerBytesMax, 1_024);
        atLeast("request-deadline-ms", requestDeadlineMs, 1);
        atLeast("idle-ms", idleMs, 1);
        atLeast("ack-timeout-ms", ackTimeoutMs, 1);
        atLeast("linger-ms", lingerMs, 0);
        atLeast("connections-max", connectionsMax, 1);
        atLeast("connections-per-address-max", connectionsPerAddressMax, 1);
        atLeast("pipelined-max", pipelinedMax, 1);
        atLeast("bad-signatures-max", badSignaturesMax, 1);
        atLeast("direct-bytes-max", directBytesMax, 1 << 20);
        atLeast("backlog", backlog, 1);
    }

    /**
     * PEM files.
     *
     * @param certificate the chain, the server's own certificate first
     * @param key its private key (PKCS#8, no password)
     */
    public record TlsFiles(Path certificate, Path key) {}

    /** Half of the machine's cores as event loops, all limits of the reference, no TLS. */
    public static HttpConfig defaults(String host, int port) {
        return new HttpConfig(
                host,
                port,
                "/webhook",
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                4 << 20,
                256L << 20,
                16 << 10,
                8 << 10,
                5_000,
                10_000,
                5_000,
                1_000,
                4_096,
                1_024,
                64,
                3,
                256L << 20,
                1_024,
                null);
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " is " + value + ", must be at least " + least);
        }
    }
}
