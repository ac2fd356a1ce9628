package relevo.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.dialog.ConfigException;
import relevo.gateway.pipeline.Engines;
import relevo.review.WholeFile;

/**
 * Takes changed packs into use without a stop: the new content is read and built off to the side, then swapped in with one
 * reference. What does not load is said once in the log, and the old content goes on. Runs on the {@code reload} thread.
 *
 * <p>Looks at the files' names, sizes and times every two seconds; a change must have settled for one look before it is
 * read, so that files that are copied one after the other are read together.
 */
final class ContentReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContentReload.class);
    private static final long EVERY_MS = 2_000;

    private final Path packs;
    private final Supplier<Map<String, Engines.Content>> load;
    private final Engines engines;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String inUse;
    private String seen;

    /**
     * @param packs folder of the packs, as {@code engines} has them now
     * @param load reads and builds them; a ConfigException when they are wrong
     */
    ContentReload(Path packs, Supplier<Map<String, Engines.Content>> load, Engines engines) {
        this.packs = packs;
        this.load = load;
        this.engines = engines;
        inUse = look();
        seen = inUse;
    }

    /** Writes down for the nightly job which pack speaks at which number, and where the packs are. */
    static void describe(Path dataDir, Path packs, List<GatewayConfig.Number> numbers) {
        ObjectNode content = new ObjectMapper().createObjectNode();
        content.put("packs", packs.toAbsolutePath().normalize().toString());
        ObjectNode byNumber = content.putObject("numbers");
        numbers.forEach(number -> byNumber.put(number.phoneNumberId(), number.pack()));
        try {
            WholeFile.write(dataDir.resolve("content.json"), content + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + dataDir, e);
        }
    }

    void start() {
        Thread.ofPlatform().name("reload").daemon().start(this::run);
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private void run() {
        try {
            while (!stopped.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
                check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look; reads what has changed and settled. */
    void check() {
        String now = look();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(inUse)) {
            return;
        }
        inUse = now;
        try {
            engines.swap(load.get());
            LOG.info("the packs were changed; the new content decides from now on");
        } catch (ConfigException e) {
            LOG.warn("the packs were changed and do not load; the old content goes on: {}", e.getMessage());
        }
    }

    private String look() {
        StringBuilder names = new StringBuilder();
        try (Stream<Path> files = Files.walk(packs, 3)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                names.append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("a pack file went while it was looked at", e);
        }
        return names.toString();
    }
}
