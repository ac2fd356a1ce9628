package relevo.gateway.outbox;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.MessageLimits;
import relevo.gateway.whatsapp.WellFormed;

/**
 * A status as a STATUS section holds it: the provider's own JSON, with whatever is put around it.
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
record StatusReport(
        String wamid,
        DeliveryState state,
        String callback,
        int code,
        String details,
        String number,
        @Nullable String userId,
        @Nullable String phone) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The status in the payload; null when there is none that means anything here. */
    static @Nullable StatusReport parse(byte[] payload) {
        try (JsonParser parser = JSON.createParser(payload)) {
            Search search = new Search();
            Item item = parser.nextToken() == null ? null : search.in(parser, true);
            return item == null ? null : search.report(item);
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
                    scalar(self, name, token, parser.getText(), root);
                } else if (name.equals("errors") && token == JsonToken.START_ARRAY) {
                    errors(self, parser);
                } else {
                    Item inside = in(parser, false);
                    found = found == null ? inside : found;
                }
            }
            return self.hasId && self.hasStatus ? self : found;
        }

        private void scalar(Item item, String name, JsonToken token, String text, boolean root) {
            boolean isText = token == JsonToken.VALUE_STRING;
            switch (name) {
                case "id" -> {
                    item.id = text;
                    item.hasId = isText;
                }
                case "status" -> {
                    item.status = text;
                    item.hasStatus = isText;
                }
                case "biz_opaque_callback_data" -> item.callback = text;
                case "recipient_user_id" -> item.userId = text;
                case "recipient_id" -> item.phone = text;
                case "phone_number_id" -> metadataNumber = metadataNumber == null ? text : metadataNumber;
                case "number" -> rootNumber = root ? text : rootNumber;
                default -> {}
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

        private @Nullable StatusReport report(Item item) {
            DeliveryState state = DeliveryState.of(item.status);
            if (state == null) {
                return null;
            }
            String number = metadataNumber;
            return new StatusReport(
                    WellFormed.text(item.id, 512),
                    state,
                    item.callback,
                    item.code,
                    WellFormed.text(item.details.isEmpty() ? item.title : item.details, 500),
                    WellFormed.text(number == null ? rootNumber : number, 64),
                    MessageLimits.isUserId(item.userId) ? item.userId : null,
                    MessageLimits.isPhone(item.phone) ? item.phone : null);
        }
    }
}
