package relevo.gateway.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One limit of a configuration changed, the rest as it was. */
final class Limits {
    private int bodyBytesMax;
    private long bodiesBytesMax;
    private long requestDeadlineMs;
    private long idleMs;
    private long ackTimeoutMs;
    private int connectionsPerAddressMax;
    private int pipelinedMax;
    private HttpConfig.@Nullable TlsFiles tls;
    private final HttpConfig base;

    Limits(HttpConfig base) {
        this.base = base;
        bodyBytesMax = base.bodyBytesMax();
        bodiesBytesMax = base.bodiesBytesMax();
        requestDeadlineMs = base.requestDeadlineMs();
        idleMs = base.idleMs();
        ackTimeoutMs = base.ackTimeoutMs();
        connectionsPerAddressMax = base.connectionsPerAddressMax();
        pipelinedMax = base.pipelinedMax();
        tls = base.tls();
    }

    Limits bodyBytesMax(int bytes) {
        bodyBytesMax = bytes;
        return this;
    }

    Limits bodiesBytesMax(long bytes) {
        bodiesBytesMax = bytes;
        return this;
    }

    Limits requestDeadlineMs(long ms) {
        requestDeadlineMs = ms;
        return this;
    }

    Limits idleMs(long ms) {
        idleMs = ms;
        return this;
    }

    Limits ackTimeoutMs(long ms) {
        ackTimeoutMs = ms;
        return this;
    }

    Limits connectionsPerAddressMax(int count) {
        connectionsPerAddressMax = count;
        return this;
    }

    Limits pipelinedMax(int count) {
        pipelinedMax = count;
        return this;
    }

    Limits tls(Path certificate, Path key) {
        tls = new HttpConfig.TlsFiles(certificate, key);
        return this;
    }

    HttpConfig config() {
        return new HttpConfig(
                base.host(),
                base.port(),
                base.path(),
                base.eventLoops(),
                bodyBytesMax,
                bodiesBytesMax,
                base.requestLineBytesMax(),
                base.headerBytesMax(),
                requestDeadlineMs,
                idleMs,
                ackTimeoutMs,
                base.lingerMs(),
                base.connectionsMax(),
                connectionsPerAddressMax,
                pipelinedMax,
                base.badSignaturesMax(),
                base.directBytesMax(),
                base.backlog(),
                tls);
    }
}
