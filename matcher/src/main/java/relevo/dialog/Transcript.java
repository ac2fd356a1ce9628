package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last turns of a conversation in one small array, since there may be a million conversations. Immutable.
 *
 * <pre>
 *   turn: by (1 byte) | at (8, ms) | length (2) | UTF-8 text        oldest first
 * </pre>
 */
public final class Transcript {
    public static final int TURNS_MAX = 20;
    public static final int TURN_CHARS_MAX = 500;
    /** The bot's texts are the pack's: their beginning is enough to know them by. */
    static final int BOT_CHARS_MAX = 200;

    public static final Transcript EMPTY = new Transcript(new byte[0], 0);

    private static final List<String> SPEAKERS = List.of("customer", "bot", "agent", "note");
    private static final int BOT = SPEAKERS.indexOf("bot");
    private static final int HEAD = 11;

    private final byte[] packed;
    private final int count;

    private Transcript(byte[] packed, int count) {
        this.packed = packed;
        this.count = count;
    }

    /** The last {@value #TURNS_MAX} of these turns. */
    @JsonCreator
    public static Transcript of(List<Decision.Turn> turns) {
        return EMPTY.and(turns);
    }

    /** With these turns behind; the oldest fall off in front. */
    public Transcript and(List<Decision.Turn> turns) {
        if (turns.isEmpty()) {
            return this;
        }
        List<Decision.Turn> kept =
                turns.size() > TURNS_MAX ? turns.subList(turns.size() - TURNS_MAX, turns.size()) : turns;
        int drop = Math.max(0, count + kept.size() - TURNS_MAX);
        int from = 0;
        for (int i = 0; i < drop; i++) {
            from += HEAD + length(from);
        }
        byte[][] texts = new byte[kept.size()][];
        int size = packed.length - from;
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(kept.get(i));
            size += HEAD + texts[i].length;
        }
        byte[] all = new byte[size];
        System.arraycopy(packed, from, all, 0, packed.length - from);
        ByteBuffer end = ByteBuffer.wrap(all).position(packed.length - from);
        for (int i = 0; i < texts.length; i++) {
            end.put((byte) speaker(kept.get(i)))
                    .putLong(kept.get(i).atMs())
                    .putShort((short) texts[i].length)
                    .put(texts[i]);
        }
        return new Transcript(all, count + kept.size() - drop);
    }

    /** Oldest first. */
    @JsonValue
    public List<Decision.Turn> turns() {
        List<Decision.Turn> turns = new ArrayList<>(count);
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        while (buffer.hasRemaining()) {
            String by = SPEAKERS.get(buffer.get());
            long atMs = buffer.getLong();
            int length = Short.toUnsignedInt(buffer.getShort());
            turns.add(
                    new Decision.Turn(by, atMs, new String(packed, buffer.position(), length, StandardCharsets.UTF_8)));
            buffer.position(buffer.position() + length);
        }
        return turns;
    }

    public int size() {
        return count;
    }

    private int length(int at) {
        return (packed[at + 9] & 0xFF) << 8 | packed[at + 10] & 0xFF;
    }

    private static int speaker(Decision.Turn turn) {
        int speaker = SPEAKERS.indexOf(turn.by());
        if (speaker < 0) {
            throw new IllegalArgumentException("unknown speaker '" + turn.by() + "'");
        }
        return speaker;
    }

    private static byte[] text(Decision.Turn turn) {
        return cut(turn.text(), speaker(turn) == BOT ? BOT_CHARS_MAX : TURN_CHARS_MAX)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** At most so many characters, never half of a surrogate pair; the cut is marked. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transcript that && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return count + " turns";
    }
}
