package relevo.gateway.whatsapp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;
import relevo.dialog.Outgoing.Option;

/**
 * The documented limits of messages, counted in Unicode code points. How the API counts emoji is not documented, so
 * long texts are split with a margin of five per cent ({@link Splitter}); the check here is against the limits themselves.
 */
public final class MessageLimits {
    public static final int TEXT_MAX = 4_096;
    public static final int BUTTONS_BODY_MAX = 1_024;
    public static final int LIST_BODY_MAX = 4_096;
    public static final int BUTTONS_MAX = 3;
    public static final int BUTTON_TITLE_MAX = 20;
    public static final int BUTTON_ID_MAX = 256;
    public static final int ROWS_MAX = 10;
    public static final int ROW_TITLE_MAX = 24;
    public static final int ROW_ID_MAX = 200;
    public static final int CALLBACK_MAX = 512;

    /** Country, dot, an optional ENT for parent ids, then up to 128 letters and digits. */
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{1,128}");

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,20}");

    private MessageLimits() {}

    public static boolean isUserId(@Nullable String id) {
        return id != null && USER_ID.matcher(id).matches();
    }

    /** Digits with or without plus. A business-scoped user id never passes: in {@code to} it would vanish silently. */
    public static boolean isPhone(@Nullable String phone) {
        return phone != null && PHONE.matcher(phone).matches();
    }

    /** Why this must not be sent, naming field, size and limit; null when it may. */
    public static @Nullable String violation(Address address, Outgoing message, String callbackData) {
        if (!isUserId(address.userId()) && !isPhone(address.phone())) {
            return "address has neither a valid user id nor a valid phone";
        }
        String violation = tooLong("biz_opaque_callback_data", callbackData, CALLBACK_MAX);
        return violation != null ? violation : violation(message);
    }

    /** Why this message must not be sent; null when it may. */
    public static @Nullable String violation(Outgoing message) {
        if (message.body().isBlank()) {
            return "body is empty";
        }
        return switch (message) {
            case Outgoing.Text text -> tooLong("body", text.body(), TEXT_MAX);
            case Outgoing.Buttons buttons ->
                first(
                        tooLong("body", buttons.body(), BUTTONS_BODY_MAX),
                        options(buttons.options(), "button", BUTTONS_MAX, BUTTON_TITLE_MAX, BUTTON_ID_MAX));
            case Outgoing.Choices choices ->
                first(
                        tooLong("body", choices.body(), LIST_BODY_MAX),
                        label("opener", choices.opener(), BUTTON_TITLE_MAX),
                        options(choices.options(), "row", ROWS_MAX, ROW_TITLE_MAX, ROW_ID_MAX));
        };
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static @Nullable String options(List<Option> options, String what, int max, int titleMax, int idMax) {
        if (options.isEmpty() || options.size() > max) {
            return options.size() + " " + what + "s, allowed are 1 to " + max;
        }
        Set<String> ids = new HashSet<>();
        for (Option option : options) {
            String violation =
                    first(label(what + " title", option.title(), titleMax), label(what + " id", option.id(), idMax));
            if (violation != null) {
                return violation;
            }
            if (!ids.add(option.id())) {
                return what + " id '" + option.id() + "' stands twice";
            }
        }
        return null;
    }

    private static @Nullable String label(String field, String text, int max) {
        return text.isBlank() ? field + " is empty" : tooLong(field, text, max);
    }

    private static @Nullable String tooLong(String field, String text, int max) {
        int length = length(text);
        return length <= max ? null : field + " has " + length + " characters, the limit is " + max;
    }

    private static @Nullable String first(@Nullable String... violations) {
        for (String violation : violations) {
            if (violation != null) {
                return violation;
            }
        }
        return null;
    }
}
