package relevo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BodyIdTest {
    @Test
    void shouldFindWhatWasWrittenAnywhereInABody() {
        BodyId id = new BodyId(0xCAFE1234, 4_095, 281_474_976_710_655L);
        assertEquals(
                id,
                BodyId.find(("{\"x\":\"w wamid.no\",\"id\":\"" + text(id) + "\"}").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldFindNothingWhereOnlyPartOfAnIdStands() {
        byte[] whole = text(new BodyId(7, 3, 42)).getBytes(StandardCharsets.US_ASCII);
        int digitsEnd = BodyId.PREFIX.length() + BodyId.DIGITS;
        for (int cut = 0; cut < digitsEnd; cut++) {
            assertNull(BodyId.find(Arrays.copyOf(whole, cut)), "cut at " + cut);
        }
        assertNull(BodyId.find((BodyId.PREFIX + "Z".repeat(BodyId.DIGITS)).getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(BodyId id) {
        byte[] digits = new byte[BodyId.DIGITS];
        BodyId.write(id.run(), id.connection(), id.k(), digits, 0);
        return BodyId.PREFIX + new String(digits, StandardCharsets.US_ASCII) + BodyId.SUFFIX;
    }
}
