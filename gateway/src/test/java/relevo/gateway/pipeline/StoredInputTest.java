package relevo.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import relevo.dialog.Address;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.Update;
import relevo.journal.JournalException;
import relevo.journal.SectionKind;
import relevo.journal.Tag;

class StoredInputTest {
    private static final Tag CONTACT = new Tag(1, 2);
    private static final byte[] RAW =
            bytes("{\"number\":\"other\",\"input\":{\"input\":\"preference\",\"stop\":true}}");

    @Test
    void shouldReadBackWhatAnUpdateMoves() {
        List<Input> inputs = List.of(
                new Input.Text("wamid.1", "Marta", "hola \"qué\" tal \uD83D\uDE42"),
                new Input.Press("wamid.1", null, "menu", "Menú"),
                new Input.Media("wamid.1", null, "audio", null),
                new Input.HumanOutbound(null),
                new Input.Preference(true),
                new Input.ThreadControl(false));
        for (Input input : inputs) {
            for (Update.User user : List.of(
                    new Update.User("ES.1", "ES.0", "34600", "Marta"),
                    new Update.User(null, null, "34600", null),
                    new Update.User("ES.1", null, null, null))) {
                StoredInput expected =
                        new StoredInput(7, 2, CONTACT, 5, "1065", new Address(user.userId(), user.phone()), input);
                assertEquals(expected, read(SectionKind.MESSAGE, StoredInput.encode(update(user, input))));
            }
        }
        assertNull(
                read(SectionKind.MESSAGE, StoredInput.encode(update(new Update.User("ES.1", null, null, null), null))));
    }

    @Test
    void shouldReadBackWhatComesFromInside() {
        List<Input> inputs = List.of(
                new Input.Timer("quiet", 3),
                new Input.Agent("reply", "ana", "hola", null),
                new Input.Looked("consulta", "found", Map.of("estado", "en camino"), 2));
        for (Input input : inputs) {
            assertEquals(
                    new StoredInput(7, 2, CONTACT, 5, "1065", null, input),
                    read(SectionKind.TIMER, StoredInput.encode("1065", input)));
        }
    }

    @Test
    void shouldFindNoInputWhereThereIsNone() {
        assertNull(read(SectionKind.MESSAGE, bytes("{\"number\":\"1065\",\"raw\":" + text(RAW) + "}")));
        assertNull(read(SectionKind.MESSAGE, bytes("{\"number\":\"1065\",\"input\":null,\"raw\":[1,{}]}")));
        assertNull(read(SectionKind.RESULT, bytes("{\"number\":\"1065\",\"code\":131047}")));
        assertNull(read(SectionKind.STATUS, StoredInput.encode("1065", new Input.Timer("quiet", 3))));
    }

    @Test
    void shouldRefuseWhatIsNoPayload() {
        assertThrows(
                JournalException.class, () -> read(SectionKind.TIMER, bytes("{\"number\":\"1\",\"input\":{\"inp")));
        assertThrows(
                JournalException.class,
                () -> read(SectionKind.TIMER, bytes("{\"number\":\"1\",\"input\":{\"input\":\"shout\"}}")));
    }

    private static @Nullable StoredInput read(SectionKind kind, byte[] payload) {
        return StoredInput.decode(7, 2, kind, CONTACT, 5, payload);
    }

    private static Update update(Update.User user, @Nullable Input input) {
        return new Update(SectionKind.MESSAGE, "1065", user, "wamid.1", 4, new Tag(3, 4), 0, input, null, RAW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
