package relevo.gateway.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A person who writes to one business number of the simulated Cloud API. What they do becomes a signed webhook, posted
 * until it is answered with 200; the next goes out when the one before arrived. Safe for use from any thread.
 */
public final class SimulatedCustomer {

    /**
     * Something a customer did.
     *
     * @param id its wamid
     * @param acknowledged how many attempts it took until the webhook was answered with 200; -1 when it was given up
     */
    public record Written(String id, CompletionStage<Integer> acknowledged) {}

    private final String number;
    private final SimulatedUser user;
    private final SimulatedRules rules;
    private final SimulatedWebhooks webhooks;
    private final WebhookDeliveries deliveries;
    private final LongSupplier clockMs;
    private CompletableFuture<Integer> last = CompletableFuture.completedFuture(0);

    SimulatedCustomer(
            String number,
            SimulatedUser user,
            SimulatedRules rules,
            SimulatedWebhooks webhooks,
            WebhookDeliveries deliveries,
            LongSupplier clockMs) {
        this.number = number;
        this.user = user;
        this.rules = rules;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clockMs = clockMs;
    }

    public SimulatedUser user() {
        return user;
    }

    public Written writes(String text) {
        return does(message -> message.put("type", "text").putObject("text").put("body", text));
    }

    /** Taps a reply button. */
    public Written presses(String buttonId, String title) {
        return does(message -> interactive(message, "button_reply", buttonId, title));
    }

    /** Chooses a row of a list. */
    public Written chooses(String rowId, String title) {
        return does(message -> interactive(message, "list_reply", rowId, title));
    }

    /** Sends audio, image, video, document, sticker, location, contacts, reaction or unsupported. */
    public Written sendsMedia(String kind) {
        return does(message -> media(message, kind));
    }

    private static void interactive(ObjectNode message, String type, String id, String title) {
        ObjectNode interactive = message.put("type", "interactive").putObject("interactive");
        interactive.put("type", type);
        interactive.putObject(type).put("id", id).put("title", title);
    }

    private static void media(ObjectNode message, String kind) {
        message.put("type", kind);
        switch (kind) {
            case "audio" -> file(message, kind, "audio/ogg; codecs=opus").put("voice", true);
            case "image" -> file(message, kind, "image/jpeg");
            case "video" -> file(message, kind, "video/mp4");
            case "document" -> file(message, kind, "application/pdf").put("filename", "factura marzo.pdf");
            case "sticker" -> file(message, kind, "image/webp").put("animated", false);
            case "location" -> message.putObject(kind).put("latitude", 4.711).put("longitude", -74.0721);
            case "contacts" ->
                message.putArray(kind)
                        .addObject()
                        .put("origin", "other")
                        .putObject("name")
                        .put("formatted_name", "Taller Ruiz");
            case "reaction" ->
                message.putObject(kind).put("message_id", "wamid.unknown").put("emoji", "\uD83D\uDC4D");
            case "unsupported" -> {
                message.putObject(kind).put("type", "poll_creation");
                ObjectNode error = message.putArray("errors").addObject().put("code", 131051);
                error.put("title", "Message type unknown")
                        .putObject("error_data")
                        .put("details", "Not supported.");
            }
            default -> throw new IllegalArgumentException("no media of kind '" + kind + "'");
        }
    }

    private static ObjectNode file(ObjectNode message, String kind, String mimeType) {
        return message.putObject(kind)
                .put("id", "1908640000000018")
                .put("mime_type", mimeType)
                .put("sha256", "f0hqAnh04qiWUTUYKZL3Ls7zWOx2cHGLhb5MgwiNCCs=");
    }

    private synchronized Written does(Consumer<ObjectNode> content) {
        long now = clockMs.getAsLong();
        String wamid = webhooks.wamid(user.phone(), true);
        byte[] body = webhooks.message(number, user, wamid, now, content);
        rules.wrote(number, user, now);
        CompletableFuture<Integer> delivered = last.thenCompose(before -> {
            CompletableFuture<Integer> started = deliveries.deliver(body);
            return started == null ? CompletableFuture.completedFuture(-1) : started;
        });
        last = delivered;
        return new Written(wamid, delivered);
    }
}
