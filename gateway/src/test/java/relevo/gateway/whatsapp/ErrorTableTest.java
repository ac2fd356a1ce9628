package relevo.gateway.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTableTest {

    @Test
    void shouldClassifyAsDocumented() {
        expect(RetryClass.RETRY, 1, 2, 131000, 131016, 133004, 131057, 2494100);
        expect(RetryClass.PAIR, 131056);
        expect(RetryClass.HOLD, 4, 80007, 130429, 131048, 131064, 132069, 133016);
        expect(RetryClass.WINDOW, 131047);
        expect(RetryClass.NEVER, 100, 130403, 130472, 131008, 131009, 131021, 131026, 131030, 131049, 131050, 131051);
        expect(RetryClass.NEVER, 131052, 131053, 131060, 131062, 132000, 132001, 132018, 2494191);
        expect(RetryClass.ALARM, 0, 190, 3, 10, 200, 250, 299, 131005, 33, 368, 131031, 131037, 131042, 131045, 133010);
        expect(RetryClass.ALARM, 131063, 132015, 132016, 132068);
    }

    @Test
    void shouldHaveRulesInOrderThatDoNotOverlap() {
        List<ErrorRule> rules = ErrorTable.rules();
        for (int i = 1; i < rules.size(); i++) {
            assertTrue(rules.get(i - 1).lastCode() < rules.get(i).firstCode(), "at " + rules.get(i));
        }
    }

    @Test
    void shouldTreatUnknownCodeByStatus() {
        assertEquals(RetryClass.NEVER, ErrorTable.of(987654, 400).retryClass());
        assertEquals(RetryClass.RETRY, ErrorTable.of(987654, 503).retryClass());
        assertEquals(RetryClass.HOLD, ErrorTable.of(987654, 429).retryClass());
    }

    @Test
    void shouldGrowPairPausesByFourUpToTheCap() {
        ErrorRule pair = ErrorTable.of(131056, 400);
        assertEquals(1_000, pair.pauseMs(1));
        assertEquals(4_000, pair.pauseMs(2));
        assertEquals(16_000, pair.pauseMs(3));
        assertEquals(256_000, pair.pauseMs(5));
        assertEquals(256_000, pair.pauseMs(1_000));
    }

    @Test
    void shouldTakeErrorObjectAsProofOfRefusalWhateverTheStatus() {
        String error = "{\"error\":{\"message\":\"(#131016) x\",\"code\":131016,\"error_data\":{\"details\":\"later\"},"
                + "\"fbtrace_id\":\"A1\"}}";
        for (int status : new int[] {200, 400, 429, 500, 503}) {
            SendOutcome.Refused refused = assertInstanceOf(SendOutcome.Refused.class, answered(status, error));
            assertEquals(new SendOutcome.Refused(131016, "later", status, RetryClass.RETRY, "A1"), refused);
        }
    }

    @Test
    void shouldNotKnowAfterBareServerErrorOrUnreadableSuccess() {
        for (int status : new int[] {500, 502, 503, 504}) {
            assertInstanceOf(SendOutcome.Unknown.class, answered(status, "<html>"));
        }
        for (String body : List.of("", "{}", "not json", "{\"messages\":[]}", "[]")) {
            assertInstanceOf(SendOutcome.Unknown.class, answered(200, body));
        }
    }

    @Test
    void shouldTakeBareClientErrorAsRefusal() {
        assertEquals(RetryClass.ALARM, refusedWithout(404));
        assertEquals(RetryClass.ALARM, refusedWithout(302));
        assertEquals(RetryClass.ALARM, refusedWithout(401));
        assertEquals(RetryClass.HOLD, refusedWithout(429));
        assertEquals(RetryClass.NEVER, refusedWithout(413));
    }

    private static RetryClass refusedWithout(int status) {
        SendOutcome.Refused refused = assertInstanceOf(SendOutcome.Refused.class, answered(status, "<html>"));
        assertEquals(
                refused.retryClass(),
                ErrorTable.of(refused.code(), refused.httpStatus()).retryClass());
        return refused.retryClass();
    }

    private static SendOutcome answered(int status, String body) {
        return CloudApi.answered(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void expect(RetryClass retryClass, int... codes) {
        for (int code : codes) {
            assertEquals(retryClass, ErrorTable.of(code, 400).retryClass(), "code " + code);
        }
    }
}
