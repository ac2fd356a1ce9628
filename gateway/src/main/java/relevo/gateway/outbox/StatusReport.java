package relevo.gateway.outbox;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

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
    private static final JsonMapper JSON = new JsonMapper();

    /** The status in the payload; null when there is none that means anything here. */
    static @Nullable StatusReport parse(byte[] payload) {
        JsonNode root;
        try {
            root = JSON.readTree(payload);
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode item = root == null ? null : find(root);
        DeliveryState state =
                item == null ? null : DeliveryState.of(item.path("status").asText());
        if (item == null || state == null) {
            return null;
        }
        JsonNode error = item.path("errors").path(0);
        String details = error.path("error_data").path("details").asText("");
        JsonNode metadata = root.findValue("phone_number_id");
        return new StatusReport(
                item.path("id").asText(),
                state,
                item.path("biz_opaque_callback_data").asText(""),
                error.path("code").asInt(0),
                details.isEmpty() ? error.path("title").asText("") : details,
                metadata == null ? root.path("number").asText("") : metadata.asText(""),
                text(item, "recipient_user_id"),
                text(item, "recipient_id"));
    }

    private static @Nullable JsonNode find(JsonNode node) {
        if (node.path("status").isTextual() && node.path("id").isTextual()) {
            return node;
        }
        for (JsonNode child : node) {
            JsonNode found = child.isContainerNode() ? find(child) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).asText() : null;
    }
}
