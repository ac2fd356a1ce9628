package relevo.gateway.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON bodies: reads those of requests strictly, whatever is wrong is a 400 that says what; writes answers. Stateless. */
final class Bodies {
    private Bodies() {}

    static <T> T read(Context ctx, Class<T> type) {
        try {
            T body = Json.MAPPER.readValue(ctx.bodyAsBytes(), type);
            if (body == null) {
                throw new ProblemException(400, "the body must be a JSON object");
            }
            return body;
        } catch (UnrecognizedPropertyException e) {
            throw new ProblemException(400, "unknown key '" + e.getPropertyName() + "'");
        } catch (MismatchedInputException e) {
            throw new ProblemException(400, "the body must be a JSON object with the keys of this request");
        } catch (JsonProcessingException e) {
            throw new ProblemException(400, "the body is not valid JSON, " + placeOf(e));
        } catch (IOException e) {
            throw new ProblemException(400, "the body could not be read");
        }
    }

    static void answer(Context ctx, Object body) {
        ctx.contentType("application/json").result(bytes(body));
    }

    /** A record of ours as JSON. */
    static byte[] bytes(Object body) {
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + body.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    private static String placeOf(JsonProcessingException e) {
        return "line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }

    /** A text that must be there, of 1 to {@code max} characters. */
    static String limited(String key, @Nullable String value, int max) {
        if (value == null || value.isBlank() || value.length() > max) {
            throw new ProblemException(400, key + ": must have 1 to " + max + " characters");
        }
        return value;
    }
}
