package relevo.dialog;

import org.jspecify.annotations.Nullable;

/**
 * Where a customer is reached. At least one of the two is there; the business-scoped user id goes first.
 *
 * @param userId business-scoped user id, as received, never normalised
 * @param phone the phone exactly as received in {@code from}
 */
public record Address(@Nullable String userId, @Nullable String phone) {
    public Address {
        if (userId == null && phone == null) {
            throw new IllegalArgumentException("an address needs a user id or a phone");
        }
    }
}
