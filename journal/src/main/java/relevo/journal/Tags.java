package relevo.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Names contacts and deliveries without saying who or what they are: the first 128 bits of HMAC-SHA256 under a key derived
 * from the tenant's. Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ. May be called from
 * any thread; each keeps a Mac of its own.
 */
public final class Tags {
    private final SecretKey key;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

    public Tags(TenantKey tenant) {
        this.key = tenant.derive("tags", "HmacSHA256");
    }

    /** The tag of these parts, in this order; never {@link Tag#NONE}. */
    public Tag of(String... parts) {
        Mac mac = macs.get();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            updateLength(mac, bytes.length);
            mac.update(bytes);
        }
        ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
        Tag tag = new Tag(digest.getLong(), digest.getLong());
        return tag.isNone() ? new Tag(0, 1) : tag;
    }

    private static void updateLength(Mac mac, int length) {
        mac.update((byte) (length >>> 24));
        mac.update((byte) (length >>> 16));
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new JournalException("this JDK lacks HmacSHA256", e);
        }
    }
}
