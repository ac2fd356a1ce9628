package relevo.gateway.desk;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers already given, by their {@code Idempotency-Key}: a repeated request gets the same answer and does nothing. The last
 * {@value #KEPT_MAX} are known; what is said to customers is kept from happening twice by the conversation itself as well,
 * which survives a restart. Safe for use from any thread.
 */
final class Repeats {
    static final int KEPT_MAX = 10_000;

    /** An answer. */
    record Kept(int status, byte[] body) {}

    private record Answered(int request, Kept kept) {}

    private final Map<String, Answered> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answered> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /**
     * What this request was answered before; null when it is new or has no key.
     *
     * @param what it asks for: the same key may stand for different things
     * @throws ProblemException 422 when the same key came with another body
     */
    synchronized @Nullable Kept of(Context ctx, String what) {
        String key = ctx.header("Idempotency-Key");
        Answered before = key == null ? null : answers.get(what + "/" + key);
        if (before == null) {
            return null;
        }
        if (before.request() != Arrays.hashCode(ctx.bodyAsBytes())) {
            throw new ProblemException(422, "this Idempotency-Key was used for another request");
        }
        return before.kept();
    }

    synchronized void keep(Context ctx, String what, Kept answer) {
        String key = ctx.header("Idempotency-Key");
        if (key != null) {
            answers.put(what + "/" + key, new Answered(Arrays.hashCode(ctx.bodyAsBytes()), answer));
        }
    }
}
