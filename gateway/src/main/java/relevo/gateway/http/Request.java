package relevo.gateway.http;

import java.util.List;

/** What the pipeline has made of the bytes by the time it reaches {@link WebhookHandler}, in the order of arrival. */
sealed interface Request {

    /** Wants to be told to go on before it sends its body. */
    record Waiting() implements Request {}

    /** Broke a rule: gets this answer. {@code isLast}: nothing behind it can be trusted, the connection ends with it. */
    record Refused(Answer answer, boolean isLast) implements Request {}

    /** GET of the callback address. */
    record Subscription(String uri, boolean isLast) implements Request {}

    /**
     * POST with its whole body.
     *
     * @param signatures every value of X-Hub-Signature-256
     * @param isForm the content type is that of an HTML form
     * @param isLast the client wants the connection closed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Delivery(byte[] body, List<String> signatures, boolean isForm, boolean isLast) implements Request {}
}
