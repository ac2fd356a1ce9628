package relevo.gateway.whatsapp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The simulated API without the network: requests in, answers out. Safe for use from any thread. */
final class SimulatedGraph {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern MESSAGES =
            Pattern.compile("/v[0-9]{1,3}\\.[0-9]{1,2}/([0-9A-Za-z._-]{1,64})/messages");

    /**
     * What goes back.
     *
     * @param status HTTP status; 0: the connection is closed without an answer
     * @param afterMs to wait before it does
     */
    record Answer(int status, byte[] body, int afterMs) {
        static Answer now(int status, String json) {
            return new Answer(status, json.getBytes(StandardCharsets.UTF_8), 0);
        }
    }

    private final SimulatedConfig config;
    private final SimulatedRules rules;
    private final FaultDice dice;
    private final SentLog log;
    private final SimulatedWebhooks webhooks;
    private final StatusReporter reporter;
    private final SimulatedCloudApi.Listener listener;
    private final LongSupplier clockMs;

    SimulatedGraph(
            SimulatedConfig config,
            SimulatedRules rules,
            FaultDice dice,
            SentLog log,
            SimulatedWebhooks webhooks,
            StatusReporter reporter,
            SimulatedCloudApi.Listener listener,
            LongSupplier clockMs) {
        this.config = config;
        this.rules = rules;
        this.dice = dice;
        this.log = log;
        this.webhooks = webhooks;
        this.reporter = reporter;
        this.listener = listener;
        this.clockMs = clockMs;
    }

    SentLog.JsonArray sentAfter(long n) {
        return log.jsonAfter(n);
    }

    /** A POST to a Graph path. */
    Answer post(String path, @Nullable String authorization, byte[] bytes) {
        Matcher matcher = MESSAGES.matcher(path);
        if (!matcher.matches()
                || !(config.numbers().isEmpty() || config.numbers().containsKey(matcher.group(1)))) {
            return refusal(ErrorTable.BAD_PARAMETER, 0, "Object with this id does not exist.", 0);
        }
        if (authorization == null
                || !authorization.startsWith("Bearer ")
                || !(config.token() == null || authorization.equals("Bearer " + config.token()))) {
            return refusal(190, 0, "Invalid OAuth access token.", 0);
        }
        JsonNode body = parse(bytes);
        if (body == null) {
            return refusal(ErrorTable.BAD_PARAMETER, 0, "The body is no JSON object.", 0);
        }
        return judged(matcher.group(1), body);
    }

    private Answer judged(String number, JsonNode body) {
        long now = clockMs.getAsLong();
        boolean readMark = "read".equals(body.path("status").asText());
        String recipient = SimulatedRules.digits(
                body.hasNonNull("to")
                        ? body.path("to").asText()
                        : body.path("recipient").asText());
        Faults.Fault fault = readMark ? null : dice.next(number, recipient);
        int latencyMs = dice.latencyMs();
        if (fault != null && fault.kind().equals("error")) {
            return refusal(fault.code(), fault.status(), fault.details(), latencyMs);
        }
        if (fault != null && fault.kind().equals("cut-before")) {
            return new Answer(0, new byte[0], latencyMs);
        }
        return switch (rules.judge(number, body, dice.faults().blocked(), now)) {
            case SimulatedRules.Verdict.Refuse refuse -> refusal(refuse.code(), 0, refuse.details(), latencyMs);
            case SimulatedRules.Verdict.Read read -> {
                listener.read(number, read.wamid(), read.typing());
                yield new Answer(200, "{\"success\":true}".getBytes(StandardCharsets.US_ASCII), latencyMs);
            }
            case SimulatedRules.Verdict.Take take -> {
                SentMessage message = take(take, now);
                if (fault == null) {
                    yield new Answer(200, accepted(message, take.lost()), latencyMs);
                }
                yield new Answer(fault.kind().equals("cut-after") ? 0 : 500, new byte[0], latencyMs);
            }
        };
    }

    private SentMessage take(SimulatedRules.Verdict.Take take, long now) {
        SentMessage draft = take.draft();
        String phone = draft.to() == null ? null : SimulatedRules.digits(draft.to());
        String wamid = webhooks.wamid(phone, false);
        SentMessage message = log.append(n -> new SentMessage(
                n,
                draft.number(),
                draft.to(),
                draft.recipient(),
                draft.type(),
                draft.text(),
                draft.buttons(),
                draft.callback(),
                now,
                wamid));
        if (take.lost()) {
            log.reported(message.n());
        } else {
            listener.message(message);
            reporter.taken(message);
        }
        return message;
    }

    /** Replaces the faults by those in the body; null when it did, else what is wrong with them. */
    @Nullable
    String order(byte[] faults) {
        try {
            dice.order(JSON.readValue(faults, Faults.class));
            return null;
        } catch (JacksonException e) {
            return e.getOriginalMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void orderNone() {
        dice.order(Faults.NONE);
    }

    void releaseStatuses() {
        reporter.release();
    }

    byte[] faults() {
        return bytes(JSON.valueToTree(dice.faults()));
    }

    private byte[] accepted(SentMessage message, boolean lost) {
        ObjectNode json = JSON.createObjectNode().put("messaging_product", "whatsapp");
        ObjectNode contact = json.putArray("contacts").addObject().put("input", message.addressee());
        if (message.recipient() != null) {
            contact.put("user_id", message.recipient());
        } else {
            contact.put("wa_id", lost ? message.addressee().substring(3) : SimulatedRules.digits(message.addressee()));
        }
        json.putArray("messages").addObject().put("id", message.id());
        return bytes(json);
    }

    private static Answer refusal(int code, int status, String details, int afterMs) {
        String meaning = ErrorTable.of(code, 0).meaning();
        ObjectNode json = JSON.createObjectNode();
        ObjectNode error = json.putObject("error")
                .put("message", "(#" + code + ") " + meaning)
                .put("type", "OAuthException")
                .put("code", code);
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        error.put("fbtrace_id", "SIMULATED");
        return new Answer(status == 0 ? usualStatus(code) : status, bytes(json), afterMs);
    }

    private static int usualStatus(int code) {
        return switch (code) {
            case 0, 190 -> 401;
            case 3, 10, 131005 -> 403;
            case 1, 2, 131000, 131016, 133004 -> 500;
            default -> 400;
        };
    }

    private static @Nullable JsonNode parse(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return json != null && json.isObject() ? json : null;
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }
}
