package relevo.gateway.whatsapp;

import org.jspecify.annotations.Nullable;

/**
 * How far a message got, as far as statuses told. They come late, twice and in any order; the state only ever grows along
 * this order. A message that was delivered did not fail, whatever else is said.
 */
public enum DeliveryState {
    ACCEPTED,
    SENT,
    FAILED,
    DELIVERED,
    READ,
    PLAYED;

    public DeliveryState join(DeliveryState other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** What a status word says; null for a word without a place here. */
    static @Nullable DeliveryState of(String word) {
        return switch (word) {
            case "sent" -> SENT;
            case "failed" -> FAILED;
            case "delivered" -> DELIVERED;
            case "read" -> READ;
            case "played" -> PLAYED;
            default -> null;
        };
    }
}
