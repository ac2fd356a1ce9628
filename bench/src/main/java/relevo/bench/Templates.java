package relevo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bodies of the load: text messages and statuses in the shape Meta sends them, compact, non-ASCII escaped with
 * lower-case digits and the slash escaped (the wire form of whatsapp-cloud-api 1.3). Immutable.
 *
 * @param texts one for each line of {@code texts.txt}
 * @param statuses sent, delivered, read
 */
record Templates(List<Template> texts, List<Template> statuses) {
    private static final List<String> NAMES = List.of(
            "Lucía Fernández",
            "Camila Ñáñez",
            "Diego Ramírez 🌵",
            "Sofía Álvarez",
            "José Muñoz",
            "Ana",
            "João Conceição");

    private static final String ENVELOPE = """
        {"object":"whatsapp_business_account","entry":[{"id":"800000000000001","changes":[{"value":{\
        "messaging_product":"whatsapp","metadata":{"display_phone_number":"349100000{number}",\
        "phone_number_id":"9000000000000{number}"},"contacts":[{"profile":{"name":"%s","username":"cliente.{phone}"},\
        "wa_id":"{phone}","user_id":"ES.{user}","parent_user_id":"ES.ENT.{user}"}],%s},"field":"messages"}]}]}\
        """;

    private static final String MESSAGE = """
        "messages":[{"from":"{phone}","from_user_id":"ES.{user}","from_parent_user_id":"ES.ENT.{user}","id":"%s","timestamp":"{time}",\
        "type":"text","text":{"body":"%s"}}]\
        """;

    private static final String STATUS = """
        "statuses":[{"id":"%s","status":"%s","timestamp":"{time}","recipient_id":"{phone}",\
        "recipient_user_id":"ES.{user}","biz_opaque_callback_data":"b{id}",\
        "conversation":{"id":"8f842dbba350821654c9dfed31f50000","expiration_timestamp":"1795516800",\
        "origin":{"type":"service"}},"pricing":{"billable":true,"pricing_model":"PMP","type":"regular",\
        "category":"service"}}]\
        """;

    private static final String WAMID = BodyId.PREFIX + "{id}" + BodyId.SUFFIX;

    static Templates load(URI webhook) {
        String host = webhook.getHost() + ":" + webhook.getPort();
        List<Template> texts = new ArrayList<>();
        for (String text : lines()) {
            String name = escape(NAMES.get(texts.size() % NAMES.size()));
            String body = ENVELOPE.formatted(name, MESSAGE.formatted(WAMID, escape(text)));
            texts.add(Template.of(webhook.getPath(), host, body));
        }
        List<Template> statuses = new ArrayList<>();
        for (String status : List.of("sent", "delivered", "read")) {
            String body = ENVELOPE.formatted(escape(NAMES.getFirst()), STATUS.formatted(WAMID, status));
            statuses.add(Template.of(webhook.getPath(), host, body));
        }
        return new Templates(List.copyOf(texts), List.copyOf(statuses));
    }

    /** The longest request, in bytes. */
    int requestBytesMax() {
        int most = 0;
        for (Template template : texts) {
            most = Math.max(most, template.bytes().length);
        }
        for (Template template : statuses) {
            most = Math.max(most, template.bytes().length);
        }
        return most;
    }

    /** What customers write, in the order of {@code texts.txt}. */
    static List<String> lines() {
        try (InputStream in = Templates.class.getResourceAsStream("texts.txt")) {
            if (in == null) {
                throw new IllegalStateException("texts.txt is missing from the jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '/') {
                escaped.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
