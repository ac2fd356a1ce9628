package relevo.gateway.whatsapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;
import relevo.dialog.Outgoing.Option;

/** Request bodies of {@code POST /<number>/messages} (Cloud API, "Send messages"). */
final class MessageJson {
    private static final JsonFactory JSON = new JsonFactory();

    private MessageJson() {}

    /** The message, which must be within {@link MessageLimits}. */
    static byte[] message(Address address, Outgoing message, String callbackData) {
        return write(json -> {
            json.writeStringField("recipient_type", "individual");
            recipient(json, address);
            json.writeStringField("biz_opaque_callback_data", WellFormed.text(callbackData));
            switch (message) {
                case Outgoing.Text text -> {
                    json.writeStringField("type", "text");
                    json.writeObjectFieldStart("text");
                    json.writeBooleanField("preview_url", false);
                    json.writeStringField("body", WellFormed.text(text.body()));
                    json.writeEndObject();
                }
                case Outgoing.Buttons buttons ->
                    interactive(json, "button", buttons.body(), () -> {
                        json.writeArrayFieldStart("buttons");
                        for (Option option : buttons.options()) {
                            json.writeStartObject();
                            json.writeStringField("type", "reply");
                            json.writeFieldName("reply");
                            option(json, option);
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                    });
                case Outgoing.Choices choices ->
                    interactive(json, "list", choices.body(), () -> {
                        json.writeStringField("button", WellFormed.text(choices.opener()));
                        rows(json, choices.options());
                    });
            }
        });
    }

    static byte[] read(String wamid, boolean typing) {
        return write(json -> {
            json.writeStringField("status", "read");
            json.writeStringField("message_id", WellFormed.text(wamid));
            if (typing) {
                json.writeObjectFieldStart("typing_indicator");
                json.writeStringField("type", "text");
                json.writeEndObject();
            }
        });
    }

    /** A user id goes in {@code recipient} and only there: in {@code to} it would be taken as a phone and vanish. */
    private static void recipient(JsonGenerator json, Address address) throws IOException {
        if (MessageLimits.isUserId(address.userId())) {
            json.writeStringField("recipient", address.userId());
        } else if (address.phone() != null && MessageLimits.isPhone(address.phone())) {
            // Without plus the country code of the business may be put in front.
            json.writeStringField("to", address.phone().startsWith("+") ? address.phone() : "+" + address.phone());
        } else {
            throw new IllegalArgumentException("address has neither a valid user id nor a valid phone");
        }
    }

    private static void interactive(JsonGenerator json, String type, String body, Fields action) throws IOException {
        json.writeStringField("type", "interactive");
        json.writeObjectFieldStart("interactive");
        json.writeStringField("type", type);
        json.writeObjectFieldStart("body");
        json.writeStringField("text", WellFormed.text(body));
        json.writeEndObject();
        json.writeObjectFieldStart("action");
        action.write();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void rows(JsonGenerator json, List<Option> options) throws IOException {
        json.writeArrayFieldStart("sections");
        json.writeStartObject();
        json.writeArrayFieldStart("rows");
        for (Option option : options) {
            option(json, option);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void option(JsonGenerator json, Option option) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", WellFormed.text(option.id()));
        json.writeStringField("title", WellFormed.text(option.title()));
        json.writeEndObject();
    }

    private static byte[] write(Body body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("messaging_product", "whatsapp");
            body.write(json);
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private interface Fields {
        void write() throws IOException;
    }
}
