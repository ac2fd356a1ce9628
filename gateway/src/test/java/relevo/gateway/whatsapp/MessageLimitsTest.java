package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import relevo.dialog.Address;
import relevo.dialog.Outgoing;
import relevo.dialog.Outgoing.Option;

class MessageLimitsTest {
    private static final Address PHONE = new Address(null, "34600000011");
    private static final String PACKAGE = "\uD83D\uDCE6";

    @Test
    void shouldCountCodePointsNotChars() {
        assertNull(MessageLimits.violation(new Outgoing.Text(PACKAGE.repeat(4_096))));
        assertEquals(
                "body has 4097 characters, the limit is 4096",
                MessageLimits.violation(new Outgoing.Text(PACKAGE.repeat(4_097))));
    }

    @Test
    void shouldRefuseEmptyBody() {
        assertEquals("body is empty", MessageLimits.violation(new Outgoing.Text(" \n")));
    }

    @Test
    void shouldAllowButtonsAtTheirLimitsAndNothingBeyond() {
        assertNull(buttons(1_024, 3, 20, 256));
        assertNotNull(buttons(1_025, 3, 20, 256));
        assertNotNull(buttons(1_024, 4, 20, 256));
        assertNotNull(buttons(1_024, 0, 20, 256));
        assertNotNull(buttons(1_024, 3, 21, 256));
        assertNotNull(buttons(1_024, 3, 20, 257));
    }

    @Test
    void shouldAllowListsAtTheirLimitsAndNothingBeyond() {
        assertNull(list(4_096, 10, 24, 200, 20));
        assertNotNull(list(4_097, 10, 24, 200, 20));
        assertNotNull(list(4_096, 11, 24, 200, 20));
        assertNotNull(list(4_096, 10, 25, 200, 20));
        assertNotNull(list(4_096, 10, 24, 201, 20));
        assertNotNull(list(4_096, 10, 24, 200, 21));
    }

    @Test
    void shouldRefuseSameIdTwice() {
        Option yes = new Option("yes", "Sí");
        assertEquals(
                "button id 'yes' stands twice",
                MessageLimits.violation(new Outgoing.Buttons("¿Seguro?", List.of(yes, new Option("yes", "No")))));
    }

    @Test
    void shouldTellUserIdsFromPhones() {
        for (String id : List.of("ES.1029384756102938475", "US.ENT.11815799212886844830", "CO.abcXYZ09")) {
            assertTrue(MessageLimits.isUserId(id), id);
            assertFalse(MessageLimits.isPhone(id), id);
        }
        for (String phone : List.of("34600000011", "+5491100000031")) {
            assertFalse(MessageLimits.isUserId(phone), phone);
            assertTrue(MessageLimits.isPhone(phone), phone);
        }
        for (String neither : List.of("es.123", "ESP.123", "ES.", "ES.12 3", "", "+", "3460000001a")) {
            assertFalse(MessageLimits.isUserId(neither), neither);
            assertFalse(MessageLimits.isPhone(neither), neither);
        }
    }

    @Test
    void shouldRefuseAddressThatIsNeitherAndCallbackThatIsTooLong() {
        assertNotNull(MessageLimits.violation(new Address(null, "ES.1029"), new Outgoing.Text("hola"), "x"));
        assertNull(MessageLimits.violation(PHONE, new Outgoing.Text("hola"), "x".repeat(512)));
        assertNotNull(MessageLimits.violation(PHONE, new Outgoing.Text("hola"), "x".repeat(513)));
    }

    private static @Nullable String buttons(int body, int count, int title, int id) {
        return MessageLimits.violation(new Outgoing.Buttons("a".repeat(body), options(count, title, id)));
    }

    private static @Nullable String list(int body, int count, int title, int id, int opener) {
        return MessageLimits.violation(
                new Outgoing.Choices("a".repeat(body), "o".repeat(opener), options(count, title, id)));
    }

    private static List<Option> options(int count, int title, int id) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            options.add(new Option(Integer.toString(i, 36) + "x".repeat(id - 1), "t".repeat(title)));
        }
        return options;
    }
}
