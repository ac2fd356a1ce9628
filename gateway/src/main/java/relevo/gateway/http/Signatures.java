package relevo.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code X-Hub-Signature-256: sha256=<64 hex>}, the HMAC-SHA256 of the body's raw bytes under an app secret. Every
 * app has its own secret, and beside the current one the previous one while it is being rotated. Comparison takes
 * constant time on the 32 bytes. Whatever a header holds, the answer is yes or no, never an exception.
 *
 * <p>When no secret matches and the body has bytes above 0x7F, the body is tried once more with those characters written
 * as lower-case {@code \\uXXXX}: the provider's older documentation says that it signs this form.
 *
 * <p>Immutable; any thread. Each thread keeps its own keyed Macs.
 */
public final class Signatures {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final int HEX_CHARS = 64;
    /** The second try writes up to three times as many bytes; what is not Meta's must not make us do that at length. */
    private static final int ESCAPED_TRY_BYTES_MAX = 1 << 20;

    private final List<App> apps;
    private final ThreadLocal<List<Mac>> macs;

    /** Serves these apps; none at all or a name twice is an IllegalArgumentException. */
    public Signatures(List<App> apps) {
        Set<String> names = new HashSet<>();
        for (App app : apps) {
            if (!names.add(app.name())) {
                throw new IllegalArgumentException("app " + app.name() + " is there twice");
            }
        }
        if (apps.isEmpty()) {
            throw new IllegalArgumentException("at least one app secret is needed: nothing unsigned is ever taken");
        }
        this.apps = List.copyOf(apps);
        this.macs = ThreadLocal.withInitial(() -> newMacs(this.apps));
    }

    /**
     * An app of the provider.
     *
     * @param name how it is called in the configuration
     * @param numbers the phone_number_ids it speaks for; empty: all that are served here
     * @param secret its app secret
     * @param previousSecret the one before, accepted too while it is there
     */
    public record App(
            String name,
            Set<String> numbers,
            String secret,
            @Nullable String previousSecret) {
        public App {
            numbers = Set.copyOf(numbers);
            if (secret.isBlank() || (previousSecret != null && previousSecret.isBlank())) {
                throw new IllegalArgumentException("the secret of app " + name + " is empty");
            }
        }

        /** One app with one secret, for all numbers. */
        public static App of(String secret) {
            return new App("app", Set.of(), secret, null);
        }

        @Override
        public String toString() {
            return "app " + name;
        }
    }

    /**
     * Who signed the body; null when nobody we know.
     *
     * @param headers every value of the header: exactly one is right
     */
    public @Nullable App signer(byte[] body, List<String> headers) {
        byte[] claimed = headers.size() == 1 ? decode(headers.getFirst()) : null;
        if (claimed == null) {
            return null;
        }
        App signer = signerOf(body, claimed);
        if (signer == null && body.length <= ESCAPED_TRY_BYTES_MAX && !isAscii(body)) {
            signer = signerOf(escaped(body), claimed);
        }
        return signer;
    }

    private @Nullable App signerOf(byte[] bytes, byte[] claimed) {
        List<Mac> keyed = macs.get();
        int next = 0;
        for (App app : apps) {
            int secrets = app.previousSecret() == null ? 1 : 2;
            for (int i = 0; i < secrets; i++) {
                if (MessageDigest.isEqual(keyed.get(next++).doFinal(bytes), claimed)) {
                    return app;
                }
            }
        }
        return null;
    }

    /** The 32 bytes of a well-formed value, in either case of hex; null for anything else. */
    private static byte @Nullable [] decode(String header) {
        if (header.length() != PREFIX.length() + HEX_CHARS || !header.startsWith(PREFIX)) {
            return null;
        }
        byte[] bytes = new byte[HEX_CHARS / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = digit(header.charAt(PREFIX.length() + 2 * i));
            int low = digit(header.charAt(PREFIX.length() + 2 * i + 1));
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    private static int digit(char c) {
        return c < 0x80 && HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
    }

    private static boolean isAscii(byte[] bytes) {
        int seen = 0;
        for (byte b : bytes) { // no early exit: the loop is vectorised
            seen |= b;
        }
        return seen >= 0;
    }

    private static byte[] escaped(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        HexFormat hex = HexFormat.of();
        StringBuilder escaped = new StringBuilder(body.length * 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escaped.append(c);
            } else {
                escaped.append("\\u").append(hex.toHexDigits(c));
            }
        }
        return escaped.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Mac> newMacs(List<App> apps) {
        List<Mac> keyed = new ArrayList<>();
        for (App app : apps) {
            keyed.add(newMac(app.secret()));
            if (app.previousSecret() != null) {
                keyed.add(newMac(app.previousSecret()));
            }
        }
        return keyed;
    }

    private static Mac newMac(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
