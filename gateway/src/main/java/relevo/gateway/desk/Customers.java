package relevo.gateway.desk;

import java.util.List;

/**
 * The customers of the sandbox: what a person does on the phone becomes a signed webhook like any other. Safe for use from
 * any thread. A method returns when the webhook was answered; what happened then is seen in the {@link Feed}, where the
 * implementation publishes {@link FeedEvent.CustomerMessage} before it sends the webhook.
 *
 * <p>All throw {@link RefusedException}: {@code UNKNOWN} for an id that is not of a customer, {@code FULL} when there are
 * too many, {@code UNAVAILABLE} when the webhook was not accepted.
 */
public interface Customers {
    /** In the order they were added; those of earlier runs included. */
    List<Customer> all();

    /**
     * Makes up an identity for a new customer.
     *
     * @param name 1 to 64 characters
     * @param lang es, pt or en
     */
    Customer add(String name, Reach reach, String lang);

    /** Sends 1 to 4,096 characters of text. */
    void write(String id, String text);

    /**
     * Presses a button or a row.
     *
     * @param messageId the business's message it stood on
     * @param optionId at most 200 characters
     * @param title at most 24 characters
     */
    void press(String id, String messageId, String optionId, String title);

    /** Sends something that is neither text nor a tap, without content. */
    void media(String id, MediaKind kind);

    /** The customer has the chat on the screen: what the business sent is read now. */
    void opened(String id);

    /** What the phone's media buttons send. */
    enum MediaKind {
        AUDIO,
        IMAGE,
        LOCATION,
        /** A kind that the Cloud API itself cannot pass on. */
        UNSUPPORTED
    }
}
