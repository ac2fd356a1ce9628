package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NightlyTest {
    @TempDir
    Path temp;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldExitWith2OnWrongUsage() {
        String data = temp.toString();
        assertEquals(2, run("nightly"));
        assertEquals(2, run("nightly", "--date", "ayer", "--data", data));
        assertEquals(2, run("nightly", "--date", "2026-11-20", "--data", data, "--zone", "Marte/Olimpo"));
        assertTrue(err.toString().contains("--zone is no time zone: Marte/Olimpo"), err.toString());
        assertEquals(
                2,
                run(
                        "nightly",
                        "--date",
                        "2026-11-20",
                        "--data",
                        temp.resolve("none").toString()));
        assertTrue(err.toString().contains("there is no data folder"), err.toString());
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
