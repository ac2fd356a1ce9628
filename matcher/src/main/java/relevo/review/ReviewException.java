package relevo.review;

/** What was asked for cannot be done; the message says why, in words for the person who asked. */
public final class ReviewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    public ReviewException(String message) {
        this(message, false);
    }

    ReviewException(String message, boolean unknown) {
        super(message);
        this.unknown = unknown;
    }

    ReviewException(String message, Throwable cause) {
        super(message, cause);
        this.unknown = false;
    }

    /** Nothing goes by the name that was given. */
    public boolean unknown() {
        return unknown;
    }
}
