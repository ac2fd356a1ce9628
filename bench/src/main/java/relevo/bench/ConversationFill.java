package relevo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import relevo.dialog.Address;
import relevo.dialog.Conversation;
import relevo.dialog.Decided;
import relevo.dialog.DialogEngine;
import relevo.dialog.Input;
import relevo.dialog.Json;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.gateway.pipeline.Conversations;
import relevo.journal.Tag;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;

/**
 * The JVM of {@code bench memory}: holds that many conversations as a gateway's shard does. A few hundred are held with the
 * real engine over the texts of the load (two to six messages each); every other is a copy of one of them through its bytes,
 * so that nothing is shared but what recovery shares too. Prints one line, then {@code ready}, and stays.
 */
final class ConversationFill {
    private static final int DIFFERENT = 500;
    private static final long AT_MS = 1_795_444_800_000L;
    private static final String NUMBER = "900000000000001";

    private ConversationFill() {}

    static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[0]);
        List<byte[]> talks = talks();
        Conversations held = new Conversations(count);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] talk = talks.get(i % talks.size());
            bytes += talk.length;
            Address address =
                    new Address("ES." + (1_029_384_756_102_938_475L + i), String.valueOf(34_600_000_000L + i));
            held.put(
                    new Tag(i * 0x9E3779B97F4A7C15L, i),
                    new Conversations.Live(NUMBER, address, Json.conversation(talk)));
        }
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%d conversations, %.0f bytes of JSON each, heap in use %d MiB%nready%n",
                held.size(),
                (double) bytes / count,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static List<byte[]> talks() {
        Pack pack = PackLoader.load(Path.of(System.getProperty("relevo.home", "."), "config", "packs", "retail"));
        DialogEngine engine = new DialogEngine(pack, FaqMatcher.build(pack.faq(), MatcherConfig.defaults()));
        List<String> texts = Templates.lines();
        List<byte[]> talks = new ArrayList<>();
        Address address = new Address(null, "34600000000");
        int next = 0;
        for (int i = 0; i < DIFFERENT; i++) {
            Conversation state = Conversation.fresh("es");
            long sequence = 0;
            long atMs = AT_MS;
            for (int message = 0; message < 2 + i % 5; message++) {
                Input input = new Input.Text("wamid.x", "Lucía Fernández", texts.get(next++ % texts.size()));
                Decided decided = engine.decide(state, ++sequence, 0, atMs, NUMBER, address, input);
                state = state.replay(decided);
                atMs += 2_000;
                Input quiet = state.timerDue(atMs);
                if (quiet != null) {
                    state = state.replay(engine.decide(state, ++sequence, 0, atMs, NUMBER, address, quiet));
                }
                atMs += 10_000;
            }
            talks.add(Json.encode(state));
        }
        return talks;
    }
}
