package relevo.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The tenant's 256-bit secret. Two keys are derived from it (HKDF-SHA256, RFC 5869): one names contacts ({@link Tags}), one
 * wraps the data keys of contacts ({@link ContactKeys}). Losing it loses every payload; it is never written by us.
 * Immutable.
 */
public final class TenantKey {
    private static final int BYTES = 32;
    private final byte[] secret;

    private TenantKey(byte[] secret) {
        this.secret = secret;
    }

    /** From 32 raw bytes; any other length is an IllegalArgumentException. */
    public static TenantKey of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("the tenant key has " + BYTES + " bytes, this has " + secret.length);
        }
        return new TenantKey(secret.clone());
    }

    /** From text, as an environment variable has it: 64 hexadecimal digits, or 32 bytes in Base64. */
    public static TenantKey parse(String text) {
        String trimmed = text.strip();
        try {
            return of(
                    trimmed.length() == 2 * BYTES
                            ? HexFormat.of().parseHex(trimmed)
                            : Base64.getDecoder().decode(trimmed));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the tenant key must be 64 hexadecimal digits or 32 bytes in Base64 (openssl rand -hex 32)", e);
        }
    }

    /** From a file holding what {@link #parse} takes. */
    public static TenantKey read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new JournalException("cannot read the tenant key file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new JournalException("tenant key file " + file + ": " + e.getMessage(), e);
        }
    }

    /** The key for one purpose, as the algorithm named uses it. */
    SecretKey derive(String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .thenExpand(("relevo/" + purpose).getBytes(StandardCharsets.US_ASCII), BYTES));
        } catch (GeneralSecurityException e) {
            throw new JournalException("this JDK lacks HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "TenantKey";
    }
}
