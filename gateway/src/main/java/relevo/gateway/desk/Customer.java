package relevo.gateway.desk;

import org.jspecify.annotations.Nullable;

/**
 * A customer that the sandbox's phone plays. At least one of phone and userId is there.
 *
 * @param id the conversation's id, the same under which its events are published: the contact tag in hexadecimal
 * @param name display name; untrusted text
 * @param phone digits as WhatsApp sends them; null for one who shares only a user id
 * @param userId business-scoped user id; null for one known by phone only
 * @param lang language the customer writes in: es, pt or en
 */
public record Customer(
        String id,
        String name,
        @Nullable String phone,
        @Nullable String userId,
        String lang) {
    public Customer {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("a customer needs a phone or a user id");
        }
    }
}
