package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import relevo.gateway.whatsapp.MessageLimits;

class SendIdTest {
    private final SendId ids = new SendId(new byte[] {1, 2, 3});

    @Test
    void shouldNameTheSameSendTheSameAndReadItBack() {
        Random dice = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long key = SendId.key(1 + (dice.nextLong() & (1L << 43) - 2), dice.nextInt(1 << 13), dice.nextInt(1 << 8));
            String name = ids.name(key);
            assertEquals(name, new SendId(new byte[] {1, 2, 3}).name(key));
            assertEquals(key, ids.parse(name));
            assertEquals(key, SendId.claimed(SendId.callback(name, true)));
            assertEquals(key, ids.parse(SendId.callback(name, true)));
            assertTrue(name.length() < 30 && SendId.callback(name, true).length() <= MessageLimits.CALLBACK_MAX);
        }
    }

    @Test
    void shouldNotTakeAnybodyElsesCallbackForOurs() {
        String name = ids.name(SendId.key(77, 3, 2));
        assertEquals(0, new SendId(new byte[] {9}).parse(name));
        Random dice = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            char[] changed = name.toCharArray();
            int at = dice.nextInt(changed.length);
            changed[at] = "abcdefghijklmnopqrstuvwxyz234567".charAt(dice.nextInt(32));
            String other = new String(changed);
            // The last character carries one bit only: some changes of it mean the same bytes.
            if (!other.regionMatches(0, name, 0, name.length() - 1)) {
                assertEquals(0, ids.parse(other), other);
            }
        }
        for (String foreign :
                new String[] {"", "~r", "v1|tenant=t-17", name + "x", name.toUpperCase(java.util.Locale.ROOT)}) {
            assertEquals(0, ids.parse(foreign), foreign);
        }
    }

    @Test
    void shouldNameDifferentSendsDifferently() {
        assertNotEquals(ids.name(SendId.key(1, 0, 0)), ids.name(SendId.key(1, 0, 1)));
        assertNotEquals(ids.name(SendId.key(1, 1, 0)), ids.name(SendId.key(1, 0, 1)));
    }

    @Test
    void shouldRefuseWhatHasNoName() {
        assertThrows(IllegalArgumentException.class, () -> SendId.key(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> SendId.key(1, 1 << 13, 0));
        assertThrows(IllegalArgumentException.class, () -> SendId.key(1, 0, 1 << 8));
    }
}
