package relevo.batch;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import relevo.review.WholeFile;

/**
 * Spring Batch's timers (spring.batch.job, .step, .chunk.write ...) in Prometheus' text format, for the text file
 * collector of a node exporter: the process is gone before anybody could scrape it.
 */
final class MetricsFile {
    private MetricsFile() {}

    static void write(Path file, MeterRegistry meters) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (Meter meter : meters.getMeters()) {
            if (meter instanceof Timer timer && timer.count() > 0) {
                String name = meter.getId().getName().replaceAll("[^A-Za-z0-9]+", "_");
                String tags = meter.getId().getTags().stream()
                        .map(tag -> tag.getKey().replaceAll("[^A-Za-z0-9]+", "_") + "=\""
                                + tag.getValue().replaceAll("[\"\\\\\n]", " ") + "\"")
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
                double seconds = timer.totalTime(java.util.concurrent.TimeUnit.SECONDS);
                lines.add(name + "_seconds_sum" + tags + String.format(Locale.ROOT, " %.6f", seconds));
                lines.add(name + "_seconds_count" + tags + " " + timer.count());
            }
        }
        WholeFile.write(file, lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }
}
