package relevo.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;
import relevo.journal.Log;
import relevo.journal.LogRecord;

/**
 * The nightly job, from top to bottom:
 *
 * <pre>
 * journal of the day --read--> facts.tsv --count--> figures.json --report--> nightly-DATE.html, nightly-DATE.json
 *    (sealed)                 (redacted)                                        (work files deleted)
 * </pre>
 *
 * Each step leaves a file, so that a killed run goes on where it was: in the middle of read, or at the start of the two
 * short ones.
 */
final class NightlyJob {
    static final String NAME = "nightly";
    private static final int CHUNK_ENTRIES = 5_000;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Log log;
    private final Folders folders;
    private final Progress progress;

    NightlyJob(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Log log,
            Folders folders,
            Progress progress) {
        this.repository = repository;
        this.transactions = transactions;
        this.log = log;
        this.folders = folders;
        this.progress = progress;
    }

    Job job(JobParameters parameters) {
        return new JobBuilder(NAME, repository)
                .start(read(parameters))
                .next(count(parameters))
                .next(report(parameters))
                .build();
    }

    /** What tells one run from another (date, zone, run), and what is fixed when it first starts (the rest). */
    static JobParameters parameters(BusinessDay day, long run, boolean partial, long through) {
        return new JobParametersBuilder()
                .addString("date", day.date().toString(), true)
                .addString("zone", day.zone().getId(), true)
                .addLong("run", run, true)
                .addString("partial", Boolean.toString(partial), false)
                .addLong("through", through, false)
                .toJobParameters();
    }

    private Step read(JobParameters parameters) {
        BusinessDay day = day(parameters);
        return new StepBuilder("read", repository)
                .<LogRecord, List<Fact>>chunk(CHUNK_ENTRIES)
                .transactionManager(transactions)
                .reader(new DayReader(log, day, through(parameters), progress))
                .processor(new FactExtractor(day))
                .writer(new FactWriter(folders.facts(parameters)))
                .listener(new StepProgress(progress))
                .build();
    }

    private Step count(JobParameters parameters) {
        return tasklet("count", () -> {
            DayCount count = new DayCount();
            FactWriter.readAll(folders.facts(parameters), count::add);
            DayFigures figures = count.figures(day(parameters), partial(parameters), through(parameters));
            FigureFile.write(folders.figures(parameters), figures);
        });
    }

    private Step report(JobParameters parameters) {
        return tasklet("report", () -> {
            DayFigures figures = FigureFile.read(folders.figures(parameters));
            Files.createDirectories(folders.out());
            FigureFile.write(folders.json(day(parameters)), figures);
            FigureFile.replace(folders.html(day(parameters)), new ReportPage(figures).html());
            folders.deleteWork(parameters);
        });
    }

    private Step tasklet(String name, Work work) {
        Tasklet tasklet = (contribution, context) -> {
            work.run();
            return RepeatStatus.FINISHED;
        };
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .listener(new StepProgress(progress))
                .build();
    }

    private static BusinessDay day(JobParameters parameters) {
        return new BusinessDay(LocalDate.parse(text(parameters, "date")), ZoneId.of(text(parameters, "zone")));
    }

    private static boolean partial(JobParameters parameters) {
        return Boolean.parseBoolean(text(parameters, "partial"));
    }

    private static long through(JobParameters parameters) {
        Long through = parameters.getLong("through");
        if (through == null) {
            throw new IllegalArgumentException("job parameter through is missing");
        }
        return through;
    }

    private static String text(JobParameters parameters, String name) {
        String value = parameters.getString(name);
        if (value == null) {
            throw new IllegalArgumentException("job parameter " + name + " is missing");
        }
        return value;
    }

    private interface Work {
        void run() throws IOException;
    }
}
