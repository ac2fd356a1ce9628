package relevo.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * Where the job keeps its files.
 *
 * <pre>
 * DATA/nightly/lock        held while a job runs
 * DATA/nightly/jobs.mv.db  the job repository
 * DATA/nightly/work-...    facts and figures of a run that is not finished
 * OUT/nightly-DATE.html    the report
 * OUT/nightly-DATE.json
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

    Path facts(JobParameters run) {
        return work(run).resolve("facts.tsv");
    }

    Path figures(JobParameters run) {
        return work(run).resolve("figures.json");
    }

    Path html(BusinessDay day) {
        return out.resolve("nightly-" + day.date() + ".html");
    }

    Path json(BusinessDay day) {
        return out.resolve("nightly-" + day.date() + ".json");
    }

    /** Facts hold customers' words, redacted as they are: they go as soon as the report stands. */
    void deleteWork(JobParameters run) throws IOException {
        Files.deleteIfExists(facts(run));
        Files.deleteIfExists(figures(run));
        Files.deleteIfExists(work(run));
    }

    private Path work(JobParameters run) {
        String zone = String.valueOf(run.getString("zone")).replaceAll("[^A-Za-z0-9+-]", "_");
        return nightly().resolve("work-" + run.getString("date") + "-" + zone + "-" + run.getLong("run"));
    }
}
