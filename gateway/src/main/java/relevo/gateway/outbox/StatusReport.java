package relevo.gateway.outbox;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
        String userId = item.path("recipient_user_id").asText();
        String phone = item.path("recipient_id").asText();
        JsonNode metadata = root.findValue("phone_number_id");
        return new StatusReport(
                WellFormed.text(item.path("id").asText(), 512),
                state,
                item.path("biz_opaque_callback_data").asText(""),
                error.path("code").asInt(0),
                WellFormed.text(details.isEmpty() ? error.path("title").asText("") : details, 500),
                WellFormed.text(metadata == null ? root.path("number").asText("") : metadata.asText(""), 64),
                MessageLimits.isUserId(userId) ? userId : null,
                MessageLimits.isPhone(phone) ? phone : null);
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
}
