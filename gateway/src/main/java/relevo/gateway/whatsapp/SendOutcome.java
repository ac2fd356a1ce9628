package relevo.gateway.whatsapp;

import org.jspecify.annotations.Nullable;

/** What is known about one attempt to send. */
public sealed interface SendOutcome {

    /** The API took it; that it reached anybody is only known from a status. The wamid is personal data. */
    record Accepted(String wamid) implements SendOutcome {
        @Override
        public String toString() {
            return "Accepted";
        }
    }

    /**
     * Proof that the message was not taken.
     *
     * @param code of the error; {@link ErrorTable#BAD_PARAMETER} with status 0 when refused on this side; minus the HTTP
     *     status when the answer carried no code
     * @param details the API's explanation
     * @param httpStatus of the answer; 0 when nothing was sent
     * @param retryClass what it asks for; see {@link ErrorTable}
     * @param trace the API's id for its support, if given
     */
    record Refused(
            int code,
            String details,
            int httpStatus,
            RetryClass retryClass,
            @Nullable String trace) implements SendOutcome {}

    /** Nothing left this process: no connection, no room in the pool, TLS failed. */
    record NotSent(String cause) implements SendOutcome {}

    /** The request left, or may have, and no answer tells what became of it. A blind repeat may arrive twice. */
    record Unknown(String cause) implements SendOutcome {}
}
