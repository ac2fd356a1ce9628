package relevo.gateway.desk;

/** A request from a page that cannot be done, for a reason its user can understand. The detail goes to the page: no personal data. */
public final class RefusedException extends RuntimeException {
    /** Why. */
    public enum Why {
        /** No such customer or conversation: 404. */
        UNKNOWN(404),
        /** The state of the conversation does not allow it: 409. */
        STATE(409),
        /** A limit is reached: 429. */
        FULL(429),
        /** Not now: 503. */
        UNAVAILABLE(503);

        private final int status;

        Why(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Why why;
    private final String detail;

    public RefusedException(Why why, String detail) {
        super(detail);
        this.why = why;
        this.detail = detail;
    }

    public Why why() {
        return why;
    }

    /** What the page shows. */
    public String detail() {
        return detail;
    }
}
