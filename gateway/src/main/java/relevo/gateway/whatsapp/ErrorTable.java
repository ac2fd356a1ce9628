package relevo.gateway.whatsapp;

import static relevo.gateway.whatsapp.RetryClass.ALARM;
import static relevo.gateway.whatsapp.RetryClass.HOLD;
import static relevo.gateway.whatsapp.RetryClass.NEVER;
import static relevo.gateway.whatsapp.RetryClass.PAIR;
import static relevo.gateway.whatsapp.RetryClass.RETRY;
import static relevo.gateway.whatsapp.RetryClass.WINDOW;

import java.util.List;

/**
 * The Cloud API's error codes (its "Error codes" page) and what each asks of the sender. Decided on the code, never on the
 * title; the HTTP status counts only where an answer carries no code.
 */
public final class ErrorTable {
    /** Code given to what is refused on this side, before anything is sent: the API's own for a bad parameter. */
    public static final int BAD_PARAMETER = 100;

    public static final int WINDOW_CLOSED = 131047;
    public static final int THROUGHPUT = 130429;

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final ErrorRule UNKNOWN_CODE = never(-1, "a code this release does not know");

    private static final List<ErrorRule> RULES = List.of(
            alarm(0, 0, "token expired or invalid"),
            retry(1, 1 * SECOND, 4, 16 * SECOND, 5, "invalid request or server fault"),
            retry(2, 1 * SECOND, 4, 10 * MINUTE, 8, "temporarily overloaded"),
            alarm(3, 3, "no permission for the call"),
            hold(4, 60 * SECOND, 15 * MINUTE, "call limit of the app"),
            alarm(10, 10, "permission missing"),
            alarm(33, 33, "business number deleted"),
            never(BAD_PARAMETER, "bad parameter"),
            alarm(190, 190, "token expired or invalid"),
            alarm(200, 299, "permission missing"),
            alarm(368, 368, "account restricted for a policy violation"),
            hold(80007, 60 * SECOND, 30 * MINUTE, "call limit of the account"),
            never(130403, "you blocked this user"),
            hold(THROUGHPUT, 1 * SECOND, 60 * SECOND, "throughput of the number reached"),
            never(130472, "user is part of an experiment"),
            never(130497, "country not allowed"),
            retry(131000, 1 * SECOND, 4, 16 * SECOND, 3, "something went wrong"),
            alarm(131005, 131005, "access denied"),
            never(131008, "parameter missing"),
            never(131009, "parameter invalid"),
            retry(131016, 5 * SECOND, 4, 5 * MINUTE, 6, "service unavailable"),
            never(131021, "recipient is the sender"),
            never(131026, "undeliverable"),
            never(131030, "recipient not on the test list"),
            alarm(131031, 131031, "account locked"),
            alarm(131037, 131037, "display name not approved"),
            alarm(131042, 131042, "payment problem"),
            alarm(131045, 131045, "number not registered"),
            window(WINDOW_CLOSED, "more than 24 hours since the customer wrote"),
            hold(131048, 1 * HOUR, 4 * HOUR, "spam restriction on the number"),
            never(131049, "withheld for the health of the ecosystem"),
            never(131050, "customer stopped marketing messages"),
            never(131051, "message type not supported"),
            never(131052, "inbound media could not be fetched"),
            never(131053, "media upload failed"),
            new ErrorRule(131056, 131056, PAIR, 1 * SECOND, 4, 256 * SECOND, 10, "too many to this customer"),
            retry(131057, 5 * SECOND, 2, 40 * SECOND, 8, "number under maintenance"),
            never(131060, "message unavailable"),
            never(131062, "not possible with a business-scoped user id"),
            alarm(131063, 131063, "marketing templates switched off"),
            hold(131064, 1 * HOUR, 4 * HOUR, "limited for misclassified templates"),
            never(132000, "template parameters do not match"),
            never(132001, "template does not exist"),
            never(132005, "template text too long"),
            never(132007, "template against policy"),
            never(132012, "template parameter of the wrong format"),
            alarm(132015, 132016, "template paused or disabled"),
            never(132018, "template parameters invalid"),
            alarm(132068, 132068, "flow blocked"),
            hold(132069, 60 * SECOND, 30 * MINUTE, "flow throttled"),
            retry(133004, 5 * SECOND, 4, 5 * MINUTE, 6, "server unavailable"),
            alarm(133010, 133010, "number not registered"),
            hold(133016, 1 * HOUR, 4 * HOUR, "too many attempts to register"),
            retry(2494100, 5 * SECOND, 2, 40 * SECOND, 8, "number under maintenance"),
            never(2494191, "thread control not permitted"));

    private static final ErrorRule SERVER_FAULT = retry(-1, 1 * SECOND, 4, 16 * SECOND, 5, "server fault");
    private static final ErrorRule THROTTLED = hold(-1, 1 * SECOND, 60 * SECOND, "throttled");
    private static final ErrorRule NOT_ALLOWED = alarm(-1, -1, "not allowed, or a wrong address");

    private ErrorTable() {}

    /** All rules, by code; for documentation and tests. */
    public static List<ErrorRule> rules() {
        return RULES;
    }

    /**
     * How to treat an error with this code in an answer with this HTTP status (0: the code came in a status webhook). A
     * negative code is an HTTP status that came without any; see {@link #ofStatus}.
     */
    public static ErrorRule of(int code, int httpStatus) {
        if (code < 0) {
            return ofStatus(-code);
        }
        for (ErrorRule rule : RULES) {
            if (code >= rule.firstCode() && code <= rule.lastCode()) {
                return rule;
            }
        }
        return httpStatus >= 500 ? SERVER_FAULT : httpStatus == 429 ? THROTTLED : UNKNOWN_CODE;
    }

    /** How to treat a refusal (HTTP 3xx or 4xx) without an error object: a proxy, or a wrong address. */
    public static ErrorRule ofStatus(int httpStatus) {
        return switch (httpStatus) {
            case 408, 425 -> SERVER_FAULT;
            case 429 -> THROTTLED;
            case 400, 406, 411, 413, 414, 415, 422, 431 -> UNKNOWN_CODE;
            default -> NOT_ALLOWED;
        };
    }

    private static ErrorRule retry(int code, long firstMs, int factor, long capMs, int attemptsMax, String meaning) {
        return new ErrorRule(code, code, RETRY, firstMs, factor, capMs, attemptsMax, meaning);
    }

    private static ErrorRule hold(int code, long firstMs, long capMs, String meaning) {
        return new ErrorRule(code, code, HOLD, firstMs, 2, capMs, Integer.MAX_VALUE, meaning);
    }

    private static ErrorRule alarm(int first, int last, String meaning) {
        return new ErrorRule(first, last, ALARM, 60 * SECOND, 2, 15 * MINUTE, Integer.MAX_VALUE, meaning);
    }

    private static ErrorRule never(int code, String meaning) {
        return new ErrorRule(code, code, NEVER, 0, 1, 0, 1, meaning);
    }

    private static ErrorRule window(int code, String meaning) {
        return new ErrorRule(code, code, WINDOW, 0, 1, 0, 1, meaning);
    }
}
