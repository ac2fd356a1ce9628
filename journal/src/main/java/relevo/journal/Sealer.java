package relevo.journal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with a random 96-bit nonce and a 128-bit tag (NIST SP 800-38D; one contact never nears 2^32 payloads). The
 * nonce is random and not the sequence, since a tail cut off at recovery uses its sequences again. Owned by one thread or
 * one lock.
 */
final class Sealer {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    private static final int NONCES_A_BLOCK = 512;

    private final Cipher cipher;
    private final SecureRandom random;
    private final byte[] nonces = new byte[NONCES_A_BLOCK * NONCE_BYTES];
    private int nextNonce = nonces.length;

    Sealer(SecureRandom random) {
        this.random = random;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new JournalException("this JDK lacks AES/GCM", e);
        }
    }

    /** Writes a fresh nonce at {@code at}, and the sealed payload with its tag behind it; returns the bytes written. */
    int seal(SecretKey key, byte[] aad, int aadLength, byte[] payload, int payloadLength, byte[] out, int at) {
        if (nextNonce == nonces.length) {
            random.nextBytes(nonces);
            nextNonce = 0;
        }
        System.arraycopy(nonces, nextNonce, out, at, NONCE_BYTES);
        nextNonce += NONCE_BYTES;
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, out, at, NONCE_BYTES));
            cipher.updateAAD(aad, 0, aadLength);
            return NONCE_BYTES + cipher.doFinal(payload, 0, payloadLength, out, at + NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new JournalException("cannot seal a payload", e);
        }
    }

    /** Opens what {@link #seal} wrote, {@code length} bytes from {@code at}; null when it was changed or the key is another. */
    byte @Nullable [] open(SecretKey key, byte[] aad, byte[] sealed, int at, int length) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, sealed, at, NONCE_BYTES));
            cipher.updateAAD(aad);
            return cipher.doFinal(sealed, at + NONCE_BYTES, length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new JournalException("cannot open a payload", e);
        }
    }
}
