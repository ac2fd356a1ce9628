package relevo.gateway.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Webhook bodies as the Cloud API sends them (its "messages" and "status" webhook references): compact, keys in any order,
 * non-ASCII as lower-case \\uXXXX and slash as \/ unless raw is asked for. Owned by the caller's thread.
 */
final class SimulatedWebhooks {
    private static final String ACCOUNT = "800000000000001";

    private final JsonMapper json;
    private final ObjectWriter bodies;
    private final Map<String, String> displayNumbers;
    private final RandomGenerator random;
    private final Random shuffles;

    SimulatedWebhooks(Map<String, String> displayNumbers, boolean escaped, RandomGenerator random) {
        this.displayNumbers = displayNumbers;
        this.random = random;
        this.shuffles = Random.from(random);
        JsonMapper.Builder builder = JsonMapper.builder();
        if (escaped) {
            builder.enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE);
        }
        this.json = builder.build();
        this.bodies = json.writerFor(JsonNode.class);
    }

    /** A message from a customer; {@code content} adds {@code type} and the object of that type. */
    synchronized byte[] message(
            String number, SimulatedUser from, String wamid, long atMs, Consumer<ObjectNode> content) {
        ObjectNode value = value(number, from);
        ObjectNode message = value.putArray("messages").addObject();
        if (from.phone() != null) {
            message.put("from", from.phone());
        }
        if (from.userId() != null) {
            message.put("from_user_id", from.userId());
        }
        message.put("id", wamid).put("timestamp", Long.toString(atMs / 1000));
        content.accept(message);
        return body(value);
    }

    /** sent, delivered, read, or failed when {@code failCode} is not 0. */
    synchronized byte[] status(SentMessage sent, @Nullable SimulatedUser user, String status, int failCode, long atMs) {
        boolean failed = "failed".equals(status);
        SimulatedUser person = user != null ? user : addressee(sent);
        ObjectNode value = value(sent.number(), failed ? null : person);
        ObjectNode item = value.putArray("statuses").addObject();
        item.put("id", sent.id()).put("status", status).put("timestamp", Long.toString(atMs / 1000));
        if (person.phone() != null && !(failed && sent.recipient() != null)) {
            item.put("recipient_id", person.phone());
        }
        if (person.userId() != null && !(failed && sent.to() != null)) {
            item.put("recipient_user_id", person.userId());
        }
        if (sent.callback() != null) {
            item.put("biz_opaque_callback_data", sent.callback());
        }
        if (failed) {
            ErrorRule rule = ErrorTable.of(failCode, 0);
            ObjectNode error = item.putArray("errors").addObject();
            error.put("code", failCode).put("title", rule.meaning()).put("message", rule.meaning());
            error.putObject("error_data").put("details", rule.meaning());
            error.put("href", "/documentation/business-messaging/whatsapp/support/error-codes");
        } else if (!"read".equals(status)) {
            item.putObject("pricing")
                    .put("billable", false)
                    .put("pricing_model", "PMP")
                    .put("type", "free_customer_service")
                    .put("category", "service");
        }
        return body(value);
    }

    /** A wamid as the real ones are made: binary, with the phone inside, in base 64. */
    synchronized String wamid(@Nullable String phone, boolean inbound) {
        byte[] person = (phone == null ? "0" : phone).getBytes(StandardCharsets.US_ASCII);
        byte[] unique = new byte[9];
        random.nextBytes(unique);
        byte[] tail = HexFormat.of().withUpperCase().formatHex(unique).getBytes(StandardCharsets.US_ASCII);
        byte[] id = new byte[3 + person.length + 6 + tail.length + 1];
        id[0] = 0x1C;
        id[1] = 0x18;
        id[2] = (byte) person.length;
        System.arraycopy(person, 0, id, 3, person.length);
        int at = 3 + person.length;
        id[at] = 0x15;
        id[at + 1] = 0x02;
        id[at + 3] = (byte) (inbound ? 0x12 : 0x11);
        id[at + 4] = 0x18;
        id[at + 5] = (byte) tail.length;
        System.arraycopy(tail, 0, id, at + 6, tail.length);
        return "wamid." + java.util.Base64.getEncoder().encodeToString(id);
    }

    private static SimulatedUser addressee(SentMessage sent) {
        return sent.recipient() != null
                ? SimulatedUser.withUserId(sent.recipient(), "")
                : SimulatedUser.withPhone(SimulatedRules.digits(sent.addressee()), "");
    }

    private ObjectNode value(String number, @Nullable SimulatedUser contact) {
        ObjectNode value = json.createObjectNode().put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", displayNumbers.getOrDefault(number, number))
                .put("phone_number_id", number);
        if (contact != null) {
            ObjectNode node = value.putArray("contacts").addObject();
            node.putObject("profile").put("name", contact.name());
            if (contact.phone() != null) {
                node.put("wa_id", contact.phone());
            }
            if (contact.userId() != null) {
                node.put("user_id", contact.userId());
            }
        }
        return value;
    }

    private byte[] body(ObjectNode value) {
        ObjectNode root = json.createObjectNode().put("object", "whatsapp_business_account");
        ObjectNode change = root.putArray("entry")
                .addObject()
                .put("id", ACCOUNT)
                .putArray("changes")
                .addObject();
        change.set("value", value);
        change.put("field", "messages");
        try {
            shuffle(root);
            return bodies.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    /** Puts the keys of every object in a drawn order: receivers must not care. */
    private void shuffle(JsonNode node) {
        node.forEach(this::shuffle);
        if (node instanceof ObjectNode object && object.size() > 1) {
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
            Collections.shuffle(fields, shuffles);
            object.removeAll();
            fields.forEach(field -> object.set(field.getKey(), field.getValue()));
        }
    }
}
