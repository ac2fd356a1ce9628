package relevo.gateway.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers the provider when a callback address is set: {@code hub.mode=subscribe}, the right {@code hub.verify_token}, and
 * a {@code hub.challenge} to give back. Tokens are compared in constant time, all of them. Immutable; any thread.
 */
public final class Handshake {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int PARAMETERS_MAX = 16;

    private final List<byte[]> tokens;

    /** @param verifyTokens one, or one for each tenant or override address; an empty one is an IllegalArgumentException */
    public Handshake(List<String> verifyTokens) {
        if (verifyTokens.isEmpty() || verifyTokens.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a verify token is needed, and it must not be empty");
        }
        tokens = verifyTokens.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** What to echo; null when the request must be refused. */
    @Nullable
    String challenge(String uri) {
        Map<String, List<String>> parameters;
        try {
            parameters = new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, PARAMETERS_MAX).parameters();
        } catch (IllegalArgumentException e) {
            return null; // a broken escape
        }
        String mode = only(parameters, "hub.mode");
        String token = only(parameters, "hub.verify_token");
        String challenge = only(parameters, "hub.challenge");
        boolean isKnown = token != null && isKnown(token);
        boolean isHarmless = challenge != null && CHALLENGE.matcher(challenge).matches();
        return isKnown && isHarmless && "subscribe".equals(mode) ? challenge : null;
    }

    private boolean isKnown(String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        boolean isKnown = false;
        for (byte[] known : tokens) {
            isKnown |= MessageDigest.isEqual(known, given);
        }
        return isKnown;
    }

    private static @Nullable String only(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? values.getFirst() : null;
    }
}
