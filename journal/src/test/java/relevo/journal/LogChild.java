package relevo.journal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** What runs in the other JVM: opens the log, appends and forces for ever, and says "forced N" after each force. */
final class LogChild {
    private LogChild() {}

    /** Arguments: directory, seed, microseconds after its first forces until it halts itself (0: never), appenders, roll, durability. */
    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        long haltMicros = Long.parseLong(arguments[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> out.println("died " + e));
        JournalConfig config =
                Fixture.config(directory).with(RollEvery.valueOf(arguments[4])).with(Durability.valueOf(arguments[5]));
        LocalLog log;
        try {
            ContactKeys keys = ContactKeys.open(directory.resolve("keys"), Fixture.TENANT);
            log = LocalLog.open(config, InstantSource.system(), keys);
        } catch (JournalException e) {
            out.println("refused " + e.getMessage());
            return;
        }
        out.println("opened " + log.lastSequence() + " " + log.recovery());
        if (haltMicros > 0) {
            Thread.ofPlatform().daemon().start(() -> halt(log, haltMicros));
        }
        Thread[] appenders = new Thread[Integer.parseInt(arguments[3])];
        for (int i = 0; i < appenders.length; i++) {
            int contact = i;
            appenders[i] =
                    Thread.ofPlatform().start(() -> append(log, contact, new SplittableRandom(seed + contact), out));
        }
        for (Thread appender : appenders) {
            appender.join();
        }
        for (int i = 0; i < 3; i++) {
            out.println("again " + tried(() -> log.append(Fixture.entry(Fixture.contact(1), "x"))) + tried(log::force));
        }
        out.println("admits " + log.admits());
        log.close();
        out.println("closed");
    }

    private static void halt(LocalLog log, long micros) {
        long begin = log.recovery().lastSequence();
        while (log.durableSequence() < begin + 100) {
            LockSupport.parkNanos(100_000);
        }
        LockSupport.parkNanos(micros * 1_000);
        Runtime.getRuntime().halt(9);
    }

    private static void append(LocalLog log, int contact, SplittableRandom random, PrintStream out) {
        try {
            while (true) {
                int batch = random.nextInt(1, 30);
                long last = 0;
                for (int i = 0; i < batch; i++) {
                    byte[] payload = Fixture.payload(random.nextInt(1_000), random.nextInt(2_000));
                    last = log.append(Fixture.entry(
                            Fixture.contact(contact * 1_000 + random.nextInt(200)),
                            log.clock().atMs(),
                            payload));
                }
                log.force();
                out.println("forced " + last);
            }
        } catch (JournalException e) {
            out.println("stopped " + e.getMessage());
        }
    }

    private static String tried(Runnable action) {
        try {
            action.run();
            return " worked";
        } catch (JournalException e) {
            return " refused";
        }
    }
}
