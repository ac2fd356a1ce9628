package relevo.dialog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A message for the customer, free of any channel. Limits are those of WhatsApp and are checked when a pack is loaded. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outgoing.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Outgoing.Buttons.class, name = "buttons"),
    @JsonSubTypes.Type(value = Outgoing.Choices.class, name = "choices")
})
public sealed interface Outgoing {
    /** What the customer reads, without the buttons. */
    String body();

    /** Plain text, at most 4,096 characters. */
    record Text(String body) implements Outgoing {}

    /** Text (at most 1,024 characters) over one to three reply buttons. */
    record Buttons(String body, List<Option> options) implements Outgoing {}

    /**
     * Text over a list that opens at a tap.
     *
     * @param opener label of the button that opens it, at most 20 characters
     * @param options one to ten rows
     */
    record Choices(String body, String opener, List<Option> options) implements Outgoing {}

    /**
     * A button or a row of a list.
     *
     * @param id comes back when it is pressed; at most 200 characters
     * @param title at most 20 characters on a button, 24 in a row
     */
    record Option(String id, String title) {}
}
