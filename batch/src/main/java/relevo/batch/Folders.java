package relevo.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * Where the job keeps its files.
 *
 * <pre>
 * DATA/nightly/lock        held while a job runs
 * DATA/nightly/jobs.mv.db  the job repository
 * DATA/nightly/metrics.prom
 * DATA/nightly/work-...    what the steps of a run hand on that is not finished
 * OUT/nightly-DATE.html    the report
 * OUT/nightly-DATE.json
 * OUT/nightly-DATE.csv     its figures, for a spreadsheet
 * OUT/nightly-DATE.xlsx    the same
 * OUT/suggestions-DATE.json
 * </pre>
 *
 * @param data the gateway's data folder
 * @param out where reports go
 */
record Folders(Path data, Path out) {
    Path nightly() {
        return data.resolve("nightly");
    }

    Path lock() {
        return nightly().resolve("lock");
    }

    Path repository() {
        return nightly().resolve("jobs");
    }

    /** One file of a run that is not finished. */
    Path work(JobParameters run, String name) {
        return work(run).resolve(name);
    }

    /** How long the steps of the last run took, in Prometheus' text format. */
    Path metrics() {
        return nightly().resolve("metrics.prom");
    }

    Path html(BusinessDay day) {
        return out.resolve("nightly-" + day.date() + ".html");
    }

    Path json(BusinessDay day) {
        return out.resolve("nightly-" + day.date() + ".json");
    }

    Path csv(BusinessDay day) {
        return out.resolve("nightly-" + day.date() + ".csv");
    }

    Path xlsx(BusinessDay day) {
        return out.resolve("nightly-" + day.date() + ".xlsx");
    }

    Path suggestions(BusinessDay day) {
        return out.resolve("suggestions-" + day.date() + ".json");
    }

    /** Facts hold customers' words, redacted as they are: they go as soon as the report stands. */
    void deleteWork(JobParameters run) throws IOException {
        if (!Files.isDirectory(work(run))) {
            return;
        }
        try (Stream<Path> files = Files.list(work(run))) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(work(run));
    }

    private Path work(JobParameters run) {
        String zone = String.valueOf(run.getString("zone")).replaceAll("[^A-Za-z0-9+-]", "_");
        return nightly().resolve("work-" + run.getString("date") + "-" + zone + "-" + run.getLong("run"));
    }
}
