package relevo.gateway.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that the simulated Cloud API took. This is what {@code GET /_sent} shows.
 *
 * @param n its place, from 1
 * @param number phone_number_id it was sent from
 * @param to phone as given; null when sent to a user id
 * @param recipient user id as given; null when sent to a phone
 * @param type text or interactive
 * @param text what the customer reads
 * @param buttons reply buttons, or rows of a list
 * @param callback biz_opaque_callback_data
 * @param at when it was taken, milliseconds since 1970 UTC by the simulator's clock
 * @param id the wamid it was given
 */
public record SentMessage(
        long n,
        String number,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String to,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String recipient,
        String type,
        String text,
        List<Button> buttons,
        @Nullable String callback,
        long at,
        String id) {

    /** A button or a row as the customer sees it. */
    public record Button(String id, String title) {}

    /** The phone or the user id, whichever it was sent to. */
    public String addressee() {
        return recipient != null ? recipient : to == null ? "" : to;
    }
}
