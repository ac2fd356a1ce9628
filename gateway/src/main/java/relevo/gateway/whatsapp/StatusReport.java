package relevo.gateway.whatsapp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a status says about a message of ours: read from a webhook as it comes in, or from what the journal kept of it. Immutable.
 *
 * @param wamid the provider's id of the message
 * @param state what is reported
 * @param callback callback data; empty without
 * @param code of the error when it failed, else 0
 * @param details of the error
 * @param number phone_number_id, empty when it does not say
 * @param userId whom it was sent to
 * @param phone whom it was sent to
 */
public record StatusReport(
        String wamid,
        DeliveryState state,
        String callback,
        int code,
        String details,
        String number,
        @Nullable String userId,
        @Nullable String phone) {
    private static final JsonFactory JSON = new JsonFactory();

    /** What an element of {@code statuses[]} says, as {@link #parse} finds it in the journal; null when it means nothing here. */
    static @Nullable StatusReport of(String number, JsonValue status) {
        Item item = new Item();
        for (JsonValue member = status.first(); member != null; member = member.next()) {
            String name = member.name();
            if (name == null) {
                return null;
            }
            if (member.isString() || member.isNumber()) {
                item.scalar(name, member.isString(), member.text());
            } else if (name.equals("errors") && member.isArray()) {
                JsonValue first = member.first();
                if (first != null && first.isObject()) {
                    error(item, first);
                }
            }
        }
        return item.hasId && item.hasStatus ? item.report(number) : null;
    }

    private static void error(Item item, JsonValue error) {
        for (JsonValue member = error.first(); member != null; member = member.next()) {
            String name = member.name();
            if ("error_data".equals(name) && member.isObject()) {
                error(item, member);
            } else if ("code".equals(name)) {
                item.code = NumberInput.parseAsInt(member.text(), 0);
            } else if ("title".equals(name) && member.isString()) {
                item.title = member.text();
            } else if ("details".equals(name) && member.isString()) {
                item.details = member.text();
            }
        }
    }

    /** The status in the payload of a STATUS section, whatever is put around it; null when none means anything here. */
    public static @Nullable StatusReport parse(byte[] payload) {
        try (JsonParser parser = JSON.createParser(payload)) {
            Search search = new Search();
            Item item = parser.nextToken() == null ? null : search.in(parser, true);
            return item == null ? null : item.report(search.number());
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an object says that may be the status: it is one when it has both an id and a status. */
    private static final class Item {
        private String id = "";
        private String status = "";
        private String callback = "";
        private String userId = "";
        private String phone = "";
        private int code;
        private String title = "";
        private String details = "";
        private boolean hasId;
        private boolean hasStatus;

        private void scalar(String name, boolean isText, String text) {
            switch (name) {
                case "id" -> {
                    id = text;
                    hasId = isText;
                }
                case "status" -> {
                    status = text;
                    hasStatus = isText;
                }
                case "biz_opaque_callback_data" -> callback = text;
                case "recipient_user_id" -> userId = text;
                case "recipient_id" -> phone = text;
                default -> {}
            }
        }

        private @Nullable StatusReport report(String number) {
            DeliveryState state = DeliveryState.of(status);
            if (state == null) {
                return null;
            }
            return new StatusReport(
                    WellFormed.text(id, 512),
                    state,
                    callback,
                    code,
                    WellFormed.text(details.isEmpty() ? title : details, 500),
                    WellFormed.text(number, 64),
                    MessageLimits.isUserId(userId) ? userId : null,
                    MessageLimits.isPhone(phone) ? phone : null);
        }
    }

    /** One walk over the tokens; of several objects that look like a status the first counts, an outer one before its parts. */
    private static final class Search {
        private @Nullable String metadataNumber;
        private String rootNumber = "";

        /** The status in the value that begins at the present token, which is walked over; null without one. */
        @Nullable
        Item in(JsonParser parser, boolean root) throws IOException {
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                Item found = null;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Item inside = in(parser, false);
                    found = found == null ? inside : found;
                }
                return found;
            }
            return parser.currentToken() == JsonToken.START_OBJECT ? object(parser, root) : null;
        }

        private @Nullable Item object(JsonParser parser, boolean root) throws IOException {
            Item self = new Item();
            Item found = null;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    scalar(self, name, token == JsonToken.VALUE_STRING, parser.getText(), root);
                } else if (name.equals("errors") && token == JsonToken.START_ARRAY) {
                    errors(self, parser);
                } else {
                    Item inside = in(parser, false);
                    found = found == null ? inside : found;
                }
            }
            return self.hasId && self.hasStatus ? self : found;
        }

        private void scalar(Item item, String name, boolean isText, String text, boolean root) {
            if (name.equals("phone_number_id")) {
                metadataNumber = metadataNumber == null ? text : metadataNumber;
            } else if (root && name.equals("number")) {
                rootNumber = text;
            } else {
                item.scalar(name, isText, text);
            }
        }

        private static void errors(Item item, JsonParser parser) throws IOException {
            boolean first = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (first && parser.currentToken() == JsonToken.START_OBJECT) {
                    error(item, parser);
                } else {
                    parser.skipChildren();
                }
                first = false;
            }
        }

        private static void error(Item item, JsonParser parser) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals("error_data") && token == JsonToken.START_OBJECT) {
                    error(item, parser);
                } else if (name.equals("code")) {
                    item.code = parser.getValueAsInt(0);
                } else if (name.equals("title") && token == JsonToken.VALUE_STRING) {
                    item.title = parser.getText();
                } else if (name.equals("details") && token == JsonToken.VALUE_STRING) {
                    item.details = parser.getText();
                }
                parser.skipChildren();
            }
        }

        /** phone_number_id, empty when nothing says it. */
        private String number() {
            return metadataNumber == null ? rootNumber : metadataNumber;
        }
    }
}
