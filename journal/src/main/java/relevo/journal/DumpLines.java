package relevo.journal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How an entry is printed by {@link JournalTools#dump}. */
final class DumpLines {
    private DumpLines() {}

    static String text(LogRecord record, boolean open) {
        StringBuilder lines = new StringBuilder();
        lines.append(record.sequence())
                .append(' ')
                .append(Instant.ofEpochMilli(record.atMs()))
                .append(' ')
                .append(record.type());
        for (LogRecord.Stored section : record.sections()) {
            lines.append("\n  ")
                    .append(section.kind())
                    .append(" contact ")
                    .append(section.contact())
                    .append(" key ")
                    .append(section.key())
                    .append(" ref ")
                    .append(section.ref());
            if (open) {
                lines.append("\n    ").append(quoted(payload(section.open())));
            }
        }
        return lines.toString();
    }

    static String json(LogRecord record, boolean open) {
        StringBuilder line = new StringBuilder();
        line.append("{\"sequence\":")
                .append(record.sequence())
                .append(",\"at\":\"")
                .append(Instant.ofEpochMilli(record.atMs()))
                .append("\",\"type\":\"")
                .append(record.type())
                .append("\",\"sections\":[");
        String comma = "";
        for (LogRecord.Stored section : record.sections()) {
            line.append(comma)
                    .append("{\"kind\":\"")
                    .append(section.kind())
                    .append("\",\"contact\":\"")
                    .append(section.contact())
                    .append("\",\"key\":\"")
                    .append(section.key())
                    .append("\",\"ref\":")
                    .append(section.ref());
            if (open) {
                line.append(",\"payload\":").append(quoted(payload(section.open())));
            }
            line.append('}');
            comma = ",";
        }
        return line.append("]}").toString();
    }

    static String json(Damage damage) {
        return "{\"damage\":" + quoted(damage.toString()) + ",\"first\":" + damage.firstSequence() + ",\"last\":"
                + damage.lastSequence() + "}";
    }

    /** As text where it is text, else in hexadecimal. */
    private static String payload(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "(erased)";
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (isHidden(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Control and format characters (bidi marks among them) must not reach a terminal. */
    private static boolean isHidden(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
