package relevo.gateway.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Cloud API checks before it takes a message: shape and limits, blocked users, the 24-hour window, throughput of
 * the number, rate to one user. Knows of users what passed through it. Safe for use from any thread.
 */
final class SimulatedRules {
    private static final long WINDOW_MS = 24 * 60 * 60 * 1_000L;

    /** What is to be done with a request. */
    sealed interface Verdict {
        /**
         * The message, without place, time and id.
         *
         * @param lost a user id stands in {@code to}: taken, and never heard of again
         */
        record Take(SentMessage draft, boolean lost) implements Verdict {}

        record Read(String wamid, boolean typing) implements Verdict {}

        record Refuse(int code, String details) implements Verdict {}
    }

    private final SimulatedConfig.Limits limits;
    private final Map<String, SimulatedUser> usersByAddress = new HashMap<>();
    private final Map<String, TokenBucket> throughput = new HashMap<>();

    /** By number and address, longest unseen first. */
    private final Map<String, Pair> pairs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pair> eldest) {
            return size() > limits.customersMax();
        }
    };

    private static final class Pair {
        private final TokenBucket rate;
        private long lastWroteMs = Long.MIN_VALUE;

        private Pair(long nowMs) {
            rate = new TokenBucket(45, 1.0 / 6, nowMs);
        }
    }

    SimulatedRules(SimulatedConfig.Limits limits) {
        this.limits = limits;
    }

    /** The user wrote to the number: the window opens, and it counts for the throughput. */
    synchronized void wrote(String number, SimulatedUser user, long nowMs) {
        for (String address : new String[] {user.userId(), user.phone()}) {
            if (address != null) {
                pair(number, address, nowMs).lastWroteMs = nowMs;
                if (usersByAddress.size() < limits.customersMax() || usersByAddress.containsKey(address)) {
                    usersByAddress.put(address, user);
                }
            }
        }
        if (limits.throughput()) {
            bucket(number, nowMs).take(nowMs);
        }
    }

    /** Who is behind this phone or user id, if seen before. */
    synchronized @Nullable SimulatedUser user(String address) {
        return usersByAddress.get(digits(address));
    }

    synchronized Verdict judge(String number, JsonNode body, Set<String> blocked, long nowMs) {
        if (!"whatsapp".equals(body.path("messaging_product").asText())) {
            return new Verdict.Refuse(ErrorTable.BAD_PARAMETER, "The parameter messaging_product is required.");
        }
        if ("read".equals(body.path("status").asText())) {
            String wamid = body.path("message_id").asText();
            return wamid.isEmpty()
                    ? new Verdict.Refuse(131009, "message_id is missing")
                    : new Verdict.Read(wamid, body.has("typing_indicator"));
        }
        return message(number, body, blocked, nowMs);
    }

    private Verdict message(String number, JsonNode body, Set<String> blocked, long nowMs) {
        String to = text(body, "to");
        String recipient = text(body, "recipient");
        if (to == null && recipient == null) {
            return new Verdict.Refuse(ErrorTable.BAD_PARAMETER, "The parameter to is required.");
        }
        if (to == null && !MessageLimits.isUserId(recipient)) {
            return new Verdict.Refuse(131009, "recipient is not a user id");
        }
        // With both given, the phone wins.
        SentMessage draft = draft(number, to, to == null ? recipient : null, body);
        String violation = violation(draft, body);
        if (violation != null) {
            return new Verdict.Refuse(ErrorTable.BAD_PARAMETER, violation);
        }
        String address = digits(draft.addressee());
        if (blocked.contains(address)) {
            return new Verdict.Refuse(130403, "The user is blocked by the business.");
        }
        Pair pair = pair(number, address, nowMs);
        if (limits.window() && pair.lastWroteMs != Long.MIN_VALUE && nowMs - pair.lastWroteMs > WINDOW_MS) {
            return new Verdict.Refuse(
                    ErrorTable.WINDOW_CLOSED,
                    "Message failed to send because more than 24 hours have passed since the customer last replied"
                            + " to this number.");
        }
        if (limits.throughput() && !bucket(number, nowMs).take(nowMs)) {
            return new Verdict.Refuse(ErrorTable.THROUGHPUT, "Cloud API message throughput has been reached.");
        }
        if (limits.pair() && !pair.rate.take(nowMs)) {
            return new Verdict.Refuse(131056, "Too many messages sent from this number to this user.");
        }
        return new Verdict.Take(draft, MessageLimits.isUserId(to));
    }

    private static SentMessage draft(String number, @Nullable String to, @Nullable String recipient, JsonNode body) {
        String type = body.path("type").asText("text");
        JsonNode interactive = body.path("interactive");
        String said = "text".equals(type)
                ? body.path("text").path("body").asText()
                : interactive.path("body").path("text").asText();
        List<SentMessage.Button> buttons = new ArrayList<>();
        interactive.path("action").path("buttons").forEach(button -> buttons.add(button(button.path("reply"))));
        interactive
                .path("action")
                .path("sections")
                .forEach(section -> section.path("rows").forEach(row -> buttons.add(button(row))));
        return new SentMessage(
                0, number, to, recipient, type, said, buttons, text(body, "biz_opaque_callback_data"), 0, "");
    }

    private static SentMessage.Button button(JsonNode node) {
        return new SentMessage.Button(
                node.path("id").asText(), node.path("title").asText());
    }

    private static @Nullable String violation(SentMessage draft, JsonNode body) {
        String kind = body.path("interactive").path("type").asText();
        boolean text = "text".equals(draft.type());
        if (!text && !("interactive".equals(draft.type()) && (kind.equals("button") || kind.equals("list")))) {
            return "type " + draft.type() + " " + kind + " is not simulated";
        }
        if (draft.callback() != null && MessageLimits.length(draft.callback()) > MessageLimits.CALLBACK_MAX) {
            return "Param biz_opaque_callback_data must be at most 512 characters long.";
        }
        boolean list = kind.equals("list");
        int bodyMax = text || list ? 4_096 : 1_024;
        int length = MessageLimits.length(draft.text());
        if (length == 0 || length > bodyMax) {
            return "Param body must be 1 to " + bodyMax + " characters long, has " + length + ".";
        }
        if (text) {
            return null;
        }
        if (list && !fits(body.path("interactive").path("action").path("button").asText(), 20)) {
            return "Param action.button must be 1 to 20 characters long.";
        }
        int buttonsMax = list ? 10 : 3;
        if (draft.buttons().isEmpty() || draft.buttons().size() > buttonsMax) {
            return "There must be 1 to " + buttonsMax + " buttons or rows.";
        }
        Set<String> ids = new HashSet<>();
        for (SentMessage.Button button : draft.buttons()) {
            if (!fits(button.title(), list ? 24 : 20)
                    || !fits(button.id(), list ? 200 : 256)
                    || !ids.add(button.id())) {
                return "A button or row has a title or id that is empty, too long or not unique.";
            }
        }
        return null;
    }

    private static boolean fits(String text, int max) {
        return !text.isEmpty() && MessageLimits.length(text) <= max;
    }

    private Pair pair(String number, String address, long nowMs) {
        return pairs.computeIfAbsent(number + " " + address, key -> new Pair(nowMs));
    }

    private TokenBucket bucket(String number, long nowMs) {
        return throughput.computeIfAbsent(number, key -> new TokenBucket(80, 80, nowMs));
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode node = body.path(field);
        return node.isTextual() && !node.asText().isEmpty() ? node.asText() : null;
    }

    /** A phone without plus and spaces; a user id unchanged. */
    static String digits(String address) {
        return MessageLimits.isUserId(address) ? address : address.replaceAll("[^0-9]", "");
    }
}
