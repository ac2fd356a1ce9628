package relevo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import relevo.dialog.Input;
import relevo.gateway.whatsapp.DeliveryState;
import relevo.gateway.whatsapp.StatusReport;
import relevo.journal.JournalException;

/** What the outbox writes into the journal and reads from it. */
class PayloadsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void shouldTellTheConversationInTheFormOfEveryOtherInput() throws IOException {
        SendResult result = new SendResult(
                "abc",
                7,
                0,
                1,
                2,
                false,
                SendResult.Outcome.FAILED,
                "wamid.x",
                131026,
                "Undeliverable",
                "9000",
                "ES.123",
                null,
                new Input.SendFailed("abc", 131026, "Undeliverable"));
        JsonNode json = JSON.readTree(OutboxJson.encode(result));
        assertEquals(
                new Input.SendFailed("abc", 131026, "Undeliverable"), JSON.treeToValue(json.get("input"), Input.class));
        assertEquals("9000", json.path("number").asText());
        assertEquals("ES.123", json.path("userId").asText());
        assertFalse(json.has("phone"));
        assertEquals("failed", json.path("outcome").asText());
        assertEquals(result, OutboxJson.result(OutboxJson.encode(result)));
    }

    @Test
    void shouldReadOverWhatANewerReleaseWrote() {
        byte[] newer = ("{\"sendId\":\"a\",\"inputSequence\":1,\"inputIndex\":0,\"ordinal\":0,\"attempt\":1,"
                        + "\"repeat\":false,\"number\":\"9\",\"colour\":\"blue\"}")
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(new SendIntent("a", 1, 0, 0, 1, false, "9"), OutboxJson.intent(newer));
        assertThrows(JournalException.class, () -> OutboxJson.intent(new byte[] {'x'}));
    }

    @Test
    void shouldFindTheStatusWhateverIsPutAroundIt() {
        String status = "{\"id\":\"wamid.1\",\"status\":\"failed\",\"timestamp\":\"1\",\"recipient_user_id\":\"ES.1\","
                + "\"biz_opaque_callback_data\":\"cb\",\"errors\":[{\"code\":131047,\"title\":\"t\","
                + "\"error_data\":{\"details\":\"more than 24 hours\"}}]}";
        StatusReport expected =
                new StatusReport("wamid.1", DeliveryState.FAILED, "cb", 131047, "more than 24 hours", "", "ES.1", null);
        assertEquals(expected, parse(status));
        StatusReport inEntry =
                parse("{\"number\":\"9\",\"id\":\"wamid.1\",\"raw\":{\"id\":\"8\",\"changes\":[{\"field\":"
                        + "\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"9\"},\"statuses\":[" + status
                        + "]}}]}}");
        assertNotNull(inEntry);
        assertEquals("9", inEntry.number());
        assertEquals("cb", inEntry.callback());
    }

    @Test
    void shouldTakeNothingFromAStatusThatCouldNotBeWrittenAgain() throws IOException {
        StatusReport report = parse("{\"id\":\"w\",\"status\":\"failed\",\"recipient_id\":\"\\ud83d\","
                + "\"errors\":[{\"code\":1,\"title\":\"half \\ud83d\"}]}");
        assertNotNull(report);
        assertEquals("half \uFFFD", report.details());
        assertNull(report.phone());
        JSON.writeValueAsBytes(report.details());
    }

    @Test
    void shouldPassOverWhatIsNoStatusItKnows() {
        for (String payload : List.of("", "x", "[]", "{}", "{\"id\":\"a\",\"status\":\"deleted\"}", "{\"status\":5}")) {
            assertNull(parse(payload), payload);
        }
    }

    @Test
    void shouldEndInTheSameStateInWhateverOrderStatusesCome() {
        Random dice = new Random(3);
        for (int round = 0; round < 1_000; round++) {
            List<DeliveryState> told = new ArrayList<>();
            for (int i = dice.nextInt(6); i >= 0; i--) {
                told.add(DeliveryState.values()[dice.nextInt(DeliveryState.values().length)]);
            }
            DeliveryState one = told.stream().reduce(DeliveryState.ACCEPTED, DeliveryState::join);
            Collections.shuffle(told, dice);
            told.addAll(List.copyOf(told));
            DeliveryState state = DeliveryState.ACCEPTED;
            for (DeliveryState next : told) {
                DeliveryState before = state;
                state = state.join(next);
                assertEquals(state, state.join(before), "it never goes down");
            }
            assertEquals(one, state);
        }
    }

    private static @Nullable StatusReport parse(String payload) {
        return StatusReport.parse(payload.getBytes(StandardCharsets.UTF_8));
    }
}
