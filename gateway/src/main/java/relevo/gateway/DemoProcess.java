package relevo.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import relevo.dialog.ConfigException;

/** Lets the nightly module write a month of made-up conversations before the sandbox opens its journal. */
final class DemoProcess {
    private static final long MINUTES_MAX = 10;

    private DemoProcess() {}

    /** A ConfigException when it could not be written. */
    static void run(Path home, Path data, Path packs) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        home.toAbsolutePath().resolve("relevo").toString(),
                        "demo",
                        "--data",
                        data.toAbsolutePath().toString(),
                        "--packs",
                        packs.toAbsolutePath().toString())
                .inheritIO()
                .start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroy();
            throw new ConfigException("--demo: the month was not written within " + MINUTES_MAX + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new ConfigException("--demo: the month could not be written, see above");
        }
    }
}
