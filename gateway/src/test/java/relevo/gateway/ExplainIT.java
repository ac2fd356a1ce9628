package relevo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} on the journal of a real process, while it runs; {@code export} and {@code erase} after that. */
class ExplainIT {
    @TempDir
    Path dir;

    private record Printed(int status, String out, String err) {}

    private static Printed run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Printed(status, out.toString(), err.toString());
    }

    @Test
    void shouldTakeAPastDecisionAgainAndSayWhetherItIsTheSame() throws Exception {
        int port = GatewayProcess.freePorts();
        Path data = dir.resolve("data");
        String shipped = RepositoryRoot.path().resolve("config").toString();
        try (GatewayProcess gateway = GatewayProcess.start(
                        dir, List.of(), "sandbox", "--port", "" + port, "--data", data.toString());
                SignedLoad customer = new SignedLoad(
                        URI.create("http://127.0.0.1:" + port + "/webhook"), "900000000000001", 0, "x")) {
            assertEquals(200, customer.post(customer.text("34600000001", "wamid.one", "a qué hora abren?")));
            assertEquals(200, customer.post(customer.text("34600000002", "wamid.two", "me hicieron un doble cobro")));
            assertEquals(200, customer.post(customer.text("34600000003", "wamid.three", "borrar mis datos")));
            Printed answered = explainedOnce("wamid.one", data, shipped, "answer: horarios");
            assertEquals(0, answered.status(), answered.err());
            assertTrue(answered.out().contains("identical"), answered.out());
            explainedOnce("wamid.three", data, shipped, "notice: erasure");
            Printed escalated = explainedOnce("wamid.two", data, shipped, "escalate: queue facturacion");
            assertTrue(escalated.out().contains("decides alone"), escalated.out());
            assertTrue(escalated.out().contains("identical"), escalated.out());
            assertEquals(0, gateway.terminate(), gateway::output);
        }
        erases(data, shipped);
        Printed json = run("explain", "wamid.one", "--data", data.toString(), "--config", shipped, "--json");
        JsonNode shown = new ObjectMapper().readTree(json.out());
        assertEquals("wamid.one", shown.path("messageId").asText());
        assertTrue(shown.path("decisions").size() >= 2, "the message, and the end of the pause after it");
        for (JsonNode decision : shown.path("decisions")) {
            assertTrue(decision.path("identical").asBoolean(), decision.toString());
            assertTrue(decision.path("sameContent").asBoolean());
        }

        Printed missing = run("explain", "wamid.none", "--data", data.toString(), "--config", shipped);
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("no message wamid.none"), missing.err());

        // With other content it is no fault that the decision differs: it says what is not at hand, and what would
        // change.
        Path other = copyOf(Path.of(shipped));
        Path faq = other.resolve("packs/retail/faq.yaml");
        Files.writeString(faq, Files.readString(faq).replace("9:00", "8:30"));
        Path pack = other.resolve("packs/retail/pack.yaml");
        Files.writeString(pack, Files.readString(pack).replace("\"09:00-19:00\"", "\"08:30-19:00\""));
        Printed differs = run("explain", "wamid.one", "--data", data.toString(), "--config", other.toString());
        assertEquals(0, differs.status(), differs.err());
        assertTrue(differs.out().contains("which is not at hand"), differs.out());
        assertTrue(differs.out().contains("differs"), differs.out());
    }

    /** After the process has ended: who asked to be erased is listed, erased, and gone for good. */
    private void erases(Path data, String shipped) throws Exception {
        Printed listed = run("erase", "--data", data.toString());
        assertTrue(listed.out().contains("1 request open"), listed.out() + listed.err());
        String contact = listed.out().split(" ")[0];
        exports(contact, data);
        assertEquals(
                0, run("erase", "--contact", contact, "--data", data.toString()).status());
        assertEquals(
                1, run("erase", "--contact", contact, "--data", data.toString()).status(), "only once");
        assertTrue(run("erase", "--data", data.toString()).out().contains("0 requests open"));
        Printed nothing = run("export", "--contact", contact, "--data", data.toString());
        assertEquals(1, nothing.status());
        JsonNode closed = new ObjectMapper().readTree(nothing.out());
        assertEquals(0, closed.path("entries").size() + closed.path("snapshots").size());
        assertTrue(closed.path("counts").path("closed").asInt() > 1, "what was there is still counted");
        Printed gone = run("explain", "wamid.three", "--data", data.toString(), "--config", shipped);
        assertEquals(1, gone.status(), gone.out());
        assertEquals(
                2,
                run("erase", "--contact", "nobody", "--data", data.toString()).status());
    }

    /** All of one customer and nothing of the others, in a file of its own or on standard output. */
    private void exports(String contact, Path data) throws Exception {
        Path file = dir.resolve("export.json");
        String[] toFile = {"export", "--contact", contact, "--data", data.toString(), "--out", file.toString()};
        Printed written = run(toFile);
        assertEquals(0, written.status(), written.err());
        assertEquals("", written.out());
        String text = Files.readString(file);
        JsonNode all = new ObjectMapper().readTree(text);
        assertEquals(contact, all.path("contact").asText());
        assertEquals(
                "borrar mis datos",
                first(all, "message").path("input").path("text").asText());
        assertEquals("34600000003", first(all, "message").path("phone").asText());
        assertEquals(
                "34600000003",
                first(all, "decision").path("address").path("phone").asText());
        assertEquals(1, all.path("snapshots").size(), "the state at the orderly stop");
        assertEquals(
                all.path("entries").size(), all.path("counts").path("entries").asInt());
        for (String other : new String[] {"doble cobro", "wamid.one", "34600000001", "34600000002"}) {
            assertFalse(text.contains(other), "of somebody else: " + other);
        }
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        assertEquals(2, run(toFile).status(), "a file that is there is not written over");
        Printed printed = run("export", "--contact", contact, "--data", data.toString());
        assertEquals(
                all.path("entries"), new ObjectMapper().readTree(printed.out()).path("entries"));
        assertEquals(
                2,
                run("export", "--contact", "nobody", "--data", data.toString()).status());
    }

    private static JsonNode first(JsonNode all, String kind) {
        for (JsonNode entry : all.path("entries")) {
            if (entry.path("kind").asText().equals(kind)) {
                return entry.path("content");
            }
        }
        throw new AssertionError("no " + kind + " in " + all);
    }

    /** Asks until what was decided is in the journal. */
    private static Printed explainedOnce(String id, Path data, String config, String expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (true) {
            Printed printed = run("explain", id, "--data", data.toString(), "--config", config);
            if (printed.out().contains(expected)) {
                return printed;
            }
            assertTrue(System.nanoTime() < deadline, () -> printed.out() + printed.err());
            LockSupport.parkNanos(200_000_000);
        }
    }

    private Path copyOf(Path folder) throws Exception {
        Path copy = dir.resolve("config");
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.toList()) {
                Path to = copy.resolve(folder.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(one, to);
                }
            }
        }
        return copy;
    }
}
