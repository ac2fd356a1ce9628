package relevo.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import relevo.gateway.whatsapp.Samples;

/** Every buffer is given back, on the good ways and on the bad ones. Runs with the paranoid detector, as all tests do. */
class LeakIT {
    private static final byte[] TEXT = Samples.bytes("text.json");

    @Test
    void shouldGiveBackEveryBuffer() throws IOException {
        assertEquals(ResourceLeakDetector.Level.PARANOID, ResourceLeakDetector.getLevel());
        Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        ListAppender<ILoggingEvent> reports = new ListAppender<>();
        reports.start();
        detector.addAppender(reports);
        try {
            for (int round = 0; round < 5; round++) {
                traffic();
                collect();
            }
        } finally {
            detector.detachAppender(reports);
        }
        assertEquals(
                List.of(),
                reports.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void shouldNoticeALeak() {
        Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        ListAppender<ILoggingEvent> reports = new ListAppender<>();
        reports.start();
        detector.addAppender(reports);
        detector.setAdditive(false); // on purpose, so it need not be in the log of the tests
        try {
            Await.until("the lost buffer is reported", () -> {
                PooledByteBufAllocator.DEFAULT.directBuffer(64).writeByte(1);
                collect();
                return !reports.list.isEmpty();
            });
        } finally {
            detector.setAdditive(true);
            detector.detachAppender(reports);
        }
        assertFalse(reports.list.isEmpty());
    }

    private static void traffic() throws IOException {
        try (WebhookPort port = new WebhookPort(
                config -> new Limits(config).bodyBytesMax(100_000).config())) {
            byte[] request = WebhookPort.signed(TEXT);
            for (int i = 0; i < 20; i++) {
                port.send(request);
                port.send(RawClient.post(TEXT));
                port.send(RawClient.request("PUT", "/webhook", TEXT));
                port.send("POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\nrest"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                try (RawClient client = port.client()) {
                    client.send(Arrays.copyOf(request, request.length - 1)); // leaves in the middle of a body
                }
                try (RawClient client = port.client()) {
                    client.trySend(RawClient.post(new byte[200_000]));
                    client.read();
                }
                try (RawClient client = port.client()) {
                    client.send(request).send(request).send(RawClient.post(TEXT)); // leaves before the answers
                }
            }
            try (RawClient client = port.client()) {
                port.hold();
                client.send(request).send(request);
                Await.until("both are handed over", () -> port.held() >= 2);
            }
        }
    }

    /** The detector speaks up when it next hands out a buffer after the lost one was collected. */
    private static void collect() {
        System.gc();
        for (int i = 0; i < 200; i++) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(64);
            buffer.release();
        }
    }
}
