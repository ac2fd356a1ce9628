package relevo.gateway.whatsapp;

import org.jspecify.annotations.Nullable;

/**
 * A person of the simulated world.
 *
 * @param userId business-scoped user id, null before those existed
 * @param phone digits as they arrive in {@code from}; null when hidden behind a user name
 * @param name display name
 */
public record SimulatedUser(
        @Nullable String userId, @Nullable String phone, String name) {
    public SimulatedUser {
        if (userId == null && phone == null) {
            throw new IllegalArgumentException("a user needs a user id or a phone");
        }
        if (userId != null && !MessageLimits.isUserId(userId)) {
            throw new IllegalArgumentException("user id '" + userId + "' does not look like ES.1029384756102938475");
        }
        if (phone != null && !phone.matches("[0-9]{5,20}")) {
            throw new IllegalArgumentException("phone must be 5 to 20 digits");
        }
    }

    public static SimulatedUser withPhone(String phone, String name) {
        return new SimulatedUser(null, phone, name);
    }

    public static SimulatedUser withUserId(String userId, String name) {
        return new SimulatedUser(userId, null, name);
    }
}
