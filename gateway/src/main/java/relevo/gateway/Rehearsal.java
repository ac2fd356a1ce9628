package relevo.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import relevo.dialog.PackLoader;
import relevo.gateway.whatsapp.SimulatedCloudApi;
import relevo.gateway.whatsapp.SimulatedCustomer;
import relevo.gateway.whatsapp.SimulatedUser;

/**
 * Customers of the simulated Cloud API who write for a while, one message after the other, what the packs expect to be
 * asked. For {@code ./relevo warm}: what the JVM keeps for later starts should come from the way of a message under load
 * and not only from a start. Blocks its caller; the customers are threads of their own.
 */
final class Rehearsal {
    private static final int CUSTOMERS = 48;
    /** Then somebody else writes: new contacts belong to the load, and who waits for a person gets few answers. */
    private static final int MESSAGES_EACH = 12;
    /** Messages are held for a moment in case another follows; this long afterwards all are decided. */
    private static final long QUIET_MS = 3_000;

    private final SimulatedCloudApi cloud;
    private final List<Line> lines = new ArrayList<>();
    private final AtomicLong people = new AtomicLong();

    /** What can be asked of one business number. */
    private record Line(String number, List<String> texts) {}

    Rehearsal(SimulatedCloudApi cloud, List<GatewayConfig.Number> numbers, Path packs) {
        this.cloud = cloud;
        for (GatewayConfig.Number number : numbers) {
            List<String> texts = PackLoader.load(packs.resolve(number.pack())).faq().stream()
                    .flatMap(entry -> entry.phrasings().stream())
                    .toList();
            lines.add(new Line(number.phoneNumberId(), texts));
        }
    }

    /** Returns after this many seconds of messages, how many were acknowledged. */
    long play(int seconds) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        AtomicLong acknowledged = new AtomicLong();
        List<Thread> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(Thread.ofVirtual().name("rehearsal-" + i).start(() -> write(endNanos, acknowledged)));
        }
        for (Thread customer : customers) {
            customer.join();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(QUIET_MS));
        return acknowledged.get();
    }

    private void write(long endNanos, AtomicLong acknowledged) {
        while (System.nanoTime() - endNanos < 0) {
            long person = people.getAndIncrement();
            Line line = lines.get((int) (person % lines.size()));
            SimulatedCustomer customer = cloud.customer(
                    line.number(), SimulatedUser.withPhone(Long.toString(34_611_000_000L + person), "Cliente"));
            for (int i = 0; i < MESSAGES_EACH && System.nanoTime() - endNanos < 0; i++) {
                int choice = (int) ((person * MESSAGES_EACH + i) % line.texts().size());
                if (!delivered(customer, line.texts().get(choice))) {
                    return;
                }
                acknowledged.incrementAndGet();
            }
        }
    }

    private static boolean delivered(SimulatedCustomer customer, String text) {
        try {
            return customer.writes(text).acknowledged().toCompletableFuture().join() > 0;
        } catch (CompletionException e) {
            return false;
        }
    }
}
