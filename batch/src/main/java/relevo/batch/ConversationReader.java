package relevo.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relevo.matcher.Language;

/**
 * Reads exported conversations, a JSON object a line: {@code {"id", "contact", "lang", "turns": [{"by", "at", "text"}]}}.
 * {@code at} is an ISO 8601 time or milliseconds since 1970 and may be missing, as may {@code lang} and {@code contact}
 * (then each conversation is a contact of its own). Anything else wrong is an IllegalArgumentException that names file,
 * line and field. At most {@link #CONVERSATIONS_MAX} conversations of {@link #TURNS_MAX} turns.
 */
final class ConversationReader {
    static final int CONVERSATIONS_MAX = 5_000_000;
    static final int TURNS_MAX = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConversationReader() {}

    /** @param lang the language of conversations that do not say theirs; null to guess it */
    static List<MinedConversation> read(Path file, @Nullable Language lang) throws IOException {
        List<MinedConversation> conversations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                String place = file + ":" + number + ": ";
                MinedConversation conversation = parse(line, place, lang);
                if (!ids.add(conversation.id())) {
                    throw new IllegalArgumentException(place + "id '" + conversation.id() + "' is there twice");
                }
                if (conversations.size() == CONVERSATIONS_MAX) {
                    throw new IllegalArgumentException(place + "more than " + CONVERSATIONS_MAX + " conversations");
                }
                conversations.add(conversation);
            }
        }
        return conversations;
    }

    private static MinedConversation parse(String line, String place, @Nullable Language lang) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place + "no JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException(place + "a conversation is a JSON object");
        }
        String id = text(node, "id", place);
        JsonNode turns = node.path("turns");
        if (!turns.isArray() || turns.size() > TURNS_MAX) {
            throw new IllegalArgumentException(place + "turns is a list of at most " + TURNS_MAX + " turns");
        }
        List<MinedTurn> read = new ArrayList<>(turns.size());
        for (int i = 0; i < turns.size(); i++) {
            read.add(turn(turns.get(i), place + "turns[" + i + "]: "));
        }
        String contact = node.hasNonNull("contact") ? node.path("contact").asText() : id;
        return new MinedConversation(id, contact, lang(node, place, lang), read);
    }

    private static String lang(JsonNode node, String place, @Nullable Language lang) {
        String said = node.path("lang").asText("");
        if (said.isEmpty()) {
            return lang == null ? "" : lang.code();
        }
        try {
            return Language.of(said).code();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + "lang: " + e.getMessage(), e);
        }
    }

    private static MinedTurn turn(JsonNode node, String place) {
        By by;
        try {
            by = By.valueOf(text(node, "by", place).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + "by is customer, bot or agent", e);
        }
        return new MinedTurn(by, at(node.path("at"), place), text(node, "text", place));
    }

    private static long at(JsonNode at, String place) {
        if (at.isMissingNode() || at.isNull()) {
            return 0;
        }
        if (at.isIntegralNumber()) {
            return at.asLong();
        }
        try {
            String written = at.asText();
            return written.endsWith("Z")
                    ? Instant.parse(written).toEpochMilli()
                    : OffsetDateTime.parse(written).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    place + "at is milliseconds since 1970 or a time as 2026-11-20T09:30:00Z", e);
        }
    }

    private static String text(JsonNode node, String field, String place) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(place + field + " is missing or no text");
        }
        return value.asText();
    }
}
