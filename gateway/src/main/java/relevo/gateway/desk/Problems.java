package relevo.gateway.desk;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.review.ReviewException;

/**
 * Every refusal as {@code application/problem+json} (RFC 9457): those of the routes, and, as Jetty's error handler, those of
 * requests that never reach one. What an unexpected exception says stays in the log.
 */
final class Problems extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "application/problem+json";

    void addTo(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, ctx) -> answer(ctx, e.status(), e.detail()));
        routes.exception(RefusedException.class, (e, ctx) -> {
            if (e.why() == RefusedException.Why.UNAVAILABLE || e.why() == RefusedException.Why.FULL) {
                ctx.header("Retry-After", "5");
            }
            answer(ctx, e.why().status(), e.detail());
        });
        routes.exception(
                ReviewException.class,
                (e, ctx) -> answer(ctx, e.unknown() ? 404 : 409, String.valueOf(e.getMessage())));
        routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e.getStatus(), ""));
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            answer(ctx, 500, "see the log");
        });
    }

    private void answer(Context ctx, int status, String detail) {
        ctx.status(status).contentType(TYPE).result(body(status, detail));
    }

    private byte[] body(int status, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", HttpStatus.getMessage(status));
        problem.put("status", status);
        if (!detail.isEmpty()) {
            problem.put("detail", detail);
        }
        return Bodies.bytes(problem);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        SecurityHeaders.addTo(headers);
        headers.put(new HttpField(HttpHeader.CONTENT_TYPE, TYPE));
        response.write(true, ByteBuffer.wrap(body(response.getStatus(), "")), callback);
        return true;
    }
}
