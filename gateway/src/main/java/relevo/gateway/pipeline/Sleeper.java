package relevo.gateway.pipeline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import relevo.dialog.Owner;
import relevo.gateway.pipeline.Conversations.Live;

/**
 * Packs quiet conversations into few bytes: the snapshot's JSON, deflated with a dictionary of what stands in all of them.
 *
 * <pre>
 *   owner (1 byte) | next timer (8, ms; Long.MAX_VALUE none) | length of the JSON (4) | deflated JSON
 * </pre>
 *
 * In memory only, never on disk: the dictionary may change with any release. Packing is for one thread, the rest for any.
 */
final class Sleeper {
    private static final int HEAD = 13;
    private static final Owner[] OWNERS = Owner.values();
    /** What stands in nearly every conversation; the most usual at the end, where it is cheapest to refer to. */
    private static final byte[] DICTIONARY =
            ("\"burst\":{\"text\":\"\",\"sinceMs\":\"segment\":\"regular\",\"consent\":"
                + "\"handed\":{\"queue\":\"general\",\"tier\":2,\"priority\":\"normal\",\"sinceMs\":\"agent\":\"\"reminders\":"
                + "\"flow\":{\"flow\":\"estado-pedido\",\"step\":\"numero-pedido\",\"tries\":0},\"stepsDone\":[\"\"],"
                + "\"slots\":{\"order_number\":\"\"},\"timers\":[{\"timer\":\"settled\",\"atMs\":}],\"failedAttempts\":1,¡Hola!"
                + " Soy el asistente virtual de . Si prefieres, te paso con una persona de nuestro equipo: escribe"
                + " *asesor*. ¿En qué te ayudo? No entendí. ¿Me lo dices de otra forma? Elige una opción o escribe"
                + " *asesor* y te paso con una persona. ¿A cuál de estas te refieres? Si no es ninguna, cuéntamelo de"
                + " otra forma. Te comunico con un asesor porque . Verá toda esta conversación, así que no tendrás que"
                + " repetir nada. "
                + "{\"number\":\"900000000000001\",\"userId\":\"ES.1029384756\",\"phone\":\"34600\",\"state\":{\"owner\":\"BOT\","
                + "\"epoch\":0,\"lastSequence\":1,\"lastIndex\":0,\"lastCustomerAtMs\":17,\"offered\":[\"menu\",\"person\",\"faq:"
                + "\"],\"memory\":{\"lang\":\"es\",\"langKnown\":true,\"disclosed\":true,\"clarified\":true,\"mood\":0.5,"
                + "\"answers\":[\"horarios\"],\"question\":,\"repeats\":1,\"name\":\"\"},\"transcript\":[{\"by\":\"agent\","
                + "\"atMs\":17},{\"by\":\"bot\",\"atMs\":1795444,\"text\":\"\"},{\"by\":\"customer\",\"atMs\":1795444,\"text\":\"")
                    .getBytes(StandardCharsets.UTF_8);

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private byte[] buffer = new byte[4_096];

    /** A conversation as bytes. */
    byte[] sleep(Live live) {
        byte[] json = ConversationSnapshots.encode(live);
        deflater.reset();
        deflater.setDictionary(DICTIONARY);
        deflater.setInput(json);
        deflater.finish();
        int length = HEAD;
        while (!deflater.finished()) {
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            length += deflater.deflate(buffer, length, buffer.length - length);
        }
        ByteBuffer.wrap(buffer)
                .put((byte) live.state().owner().ordinal())
                .putLong(live.state().nextTimerAtMs())
                .putInt(json.length);
        return Arrays.copyOf(buffer, length);
    }

    /** The conversation again. */
    static Live wake(byte[] packed) {
        return ConversationSnapshots.decode(payload(packed));
    }

    /** The JSON that was packed: what a snapshot holds. */
    static byte[] payload(byte[] packed) {
        byte[] json = new byte[ByteBuffer.wrap(packed).getInt(9)];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(DICTIONARY);
            inflater.setInput(packed, HEAD, packed.length - HEAD);
            int read = 0;
            while (read < json.length && !inflater.finished()) {
                read += inflater.inflate(json, read, json.length - read);
            }
            if (read < json.length) {
                throw new IllegalStateException("a sleeping conversation is shorter than it was");
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException("a sleeping conversation cannot be woken", e);
        } finally {
            inflater.end();
        }
        return json;
    }

    static Owner owner(byte[] packed) {
        return OWNERS[packed[0]];
    }

    static long nextTimerAtMs(byte[] packed) {
        return ByteBuffer.wrap(packed).getLong(1);
    }
}
