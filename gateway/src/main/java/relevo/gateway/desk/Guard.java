package relevo.gateway.desk;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no page of ours asks for: a {@code Host} that is not ours (a foreign name made to point here), a change asked
 * for by a foreign site, and bodies that are too large or not JSON. Programs that send neither Origin nor Sec-Fetch-Site
 * pass: only browsers can be made to send what their user did not mean, and browsers send both.
 */
final class Guard {
    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final int bodyBytesMax;

    Guard(AdminConfig config) {
        bodyBytesMax = config.bodyBytesMax();
        config.hosts().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    void check(Context ctx) {
        String host = ctx.req().getHeader("Host");
        if (host == null || !names.contains(nameOf(host))) {
            throw new ProblemException(421, "this name is not served here; see the setting 'hosts'");
        }
        String site = ctx.req().getHeader("Sec-Fetch-Site");
        boolean reads =
                ctx.req().getMethod().equals("GET") || ctx.req().getMethod().equals("HEAD");
        if (reads) {
            // A link from elsewhere may open the page; nothing but a top-level navigation comes from a foreign site.
            if (isForeign(site) && !"navigate".equals(ctx.req().getHeader("Sec-Fetch-Mode"))) {
                throw new ProblemException(403, "asked for by another site");
            }
            return;
        }
        String origin = ctx.req().getHeader("Origin");
        if ((site != null && !site.equals("same-origin")) || (origin != null && !isSame(origin, host))) {
            throw new ProblemException(403, "asked for by another site");
        }
        checkBody(ctx);
    }

    private void checkBody(Context ctx) {
        if (ctx.req().getContentLengthLong() > bodyBytesMax) {
            throw new ProblemException(413, "the body is larger than " + bodyBytesMax + " bytes");
        }
        String type = ctx.req().getContentType();
        if (type == null && ctx.req().getMethod().equals("DELETE") && ctx.req().getContentLengthLong() <= 0) {
            return;
        }
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new ProblemException(415, "the body must be application/json");
        }
    }

    private static boolean isForeign(@Nullable String site) {
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static boolean isSame(String origin, String host) {
        try {
            URI uri = new URI(origin);
            String scheme = uri.getScheme();
            return ("http".equals(scheme) || "https".equals(scheme)) && host.equalsIgnoreCase(uri.getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The name in a Host header, without its port. */
    private static String nameOf(String host) {
        int port = host.startsWith("[") ? host.indexOf(':', host.indexOf(']') + 1) : host.indexOf(':');
        return (port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
    }
}
