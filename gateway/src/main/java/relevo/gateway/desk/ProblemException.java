package relevo.gateway.desk;

/** A request that is refused; becomes an {@code application/problem+json} answer (RFC 9457). The detail is shown to the caller. */
final class ProblemException extends RuntimeException {
    private final int status;
    private final String detail;

    ProblemException(int status, String detail) {
        super(detail);
        this.status = status;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
