package relevo.batch;

import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import relevo.journal.Log;
import relevo.journal.LogRecord;
import relevo.review.ReviewFolder;
import relevo.review.WholeFile;

/**
 * The nightly job, from top to bottom:
 *
 * <pre>
 * journal --read (a part of the contacts each, redacted)--> facts-0, facts-1 ...
 *         --sessionize--> visits --mine--> topics --draft--> suggestions
 *         --backtest (journal again)--> --effects--> --kpi--> figures
 *         --report--> nightly-DATE.html .json .csv .xlsx, suggestions-DATE.json, the cards of the review pages
 *         --clean--> (work files deleted)
 * </pre>
 *
 * Each step leaves a file or rows of its own night, so that a killed run goes on where it was: in the middle of read, or
 * at the start of one of the others, which then does the same again.
 */
final class NightlyJob {
    static final String NAME = "nightly";
    private static final int CHUNK_ENTRIES = 5_000;
    /** Visits that are mined; of more, those of a sample of the contacts. About 600 bytes each. */
    private static final int VISITS_MAX = 400_000;

    private final JobStore store;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Setting setting;
    private final Night night;
    private final Learn learn;

    NightlyJob(JobStore store, Setting setting, Night night) {
        this.store = store;
        this.repository = store.repository();
        this.transactions = store.transactions();
        this.setting = setting;
        this.night = night;
        this.learn = new Learn(night, setting.content(), store.nights(), setting.reviews(), setting.mining());
    }

    /**
     * What a run works with.
     *
     * @param log for reading
     * @param content which pack speaks where
     * @param reviews where suggestions go
     * @param mining finds topics
     * @param parts contacts are divided by their tag into so many parts, each read by a thread of its own
     * @param metrics hears how long jobs, steps and chunks take
     */
    record Setting(
            Log log,
            Folders folders,
            Content content,
            ReviewFolder reviews,
            Learn.Mining mining,
            int parts,
            Progress progress,
            ObservationRegistry metrics) {}

    Job job() {
        JobParameters run = night.parameters();
        Files files = new Files(setting.folders(), run);
        return new JobBuilder(NAME, repository)
                .observationRegistry(setting.metrics())
                .start(read(files))
                .next(tasklet("sessionize", () -> sessionize(files)))
                .next(tasklet("mine", () -> learn.mine(files.sessions(), files.mined())))
                .next(tasklet(
                        "draft", () -> learn.draft(files.sessions(), files.mined(), files.tallies(), files.drafted())))
                .next(tasklet(
                        "backtest",
                        () -> learn.backtest(
                                setting.log(), setting.parts(), files.drafted(), files.sessions(), files.tested())))
                .next(tasklet(
                        "effects",
                        () -> learn.effects(files.mined(), files.tallies(), files.tested(), files.learned())))
                .next(tasklet("kpi", () -> kpi(files)))
                .next(tasklet("report", () -> report(files)))
                .next(tasklet("clean", () -> setting.folders().deleteWork(run)))
                .end()
                .build();
    }

    /** The files by which steps hand on. */
    private record Files(Folders folders, JobParameters run) {
        Path facts(int part) {
            return folders.work(run, "facts-" + part + ".tsv");
        }

        Path sessions() {
            return folders.work(run, "sessions.jsonl");
        }

        Path tallies() {
            return folders.work(run, "tallies.json");
        }

        Path mined() {
            return folders.work(run, "mined.json");
        }

        Path drafted() {
            return folders.work(run, "drafted.json");
        }

        Path tested() {
            return folders.work(run, "tested.json");
        }

        Path learned() {
            return folders.work(run, "learned.json");
        }

        Path figures() {
            return folders.work(run, "figures.json");
        }
    }

    /** Each part of the contacts is a step of its own, at the same time as the others, with a place of its own to go on at. */
    private Flow read(Files files) {
        Flow[] parts = IntStream.range(0, setting.parts())
                .mapToObj(part -> new FlowBuilder<SimpleFlow>("read-" + part)
                        .start(readPart(files, part))
                        .build())
                .toArray(Flow[]::new);
        return new FlowBuilder<SimpleFlow>("read")
                .split(new SimpleAsyncTaskExecutor("read-"))
                .add(parts)
                .build();
    }

    private Step readPart(Files files, int part) {
        Progress shown = part == 0 ? setting.progress() : Progress.SILENT;
        FactExtractor extractor = new FactExtractor(night.day(), night.span(), part, setting.parts());
        return new StepBuilder("read-" + part, repository)
                .<LogRecord, List<Fact>>chunk(CHUNK_ENTRIES)
                .transactionManager(transactions)
                .reader(new DayReader(setting.log(), night.span(), night.through(), extractor::wants, shown))
                .processor(extractor)
                .writer(new FactWriter(files.facts(part)))
                .observationRegistry(setting.metrics())
                .listener(new StepProgress(shown))
                .build();
    }

    private void sessionize(Files files) throws IOException {
        List<Sessionizer> parts = IntStream.range(0, setting.parts())
                .mapToObj(
                        part -> new Sessionizer(night.day(), setting.content().numbers(), VISITS_MAX / setting.parts()))
                .toList();
        List<IOException> failures = IntStream.range(0, setting.parts())
                .parallel()
                .mapToObj(part -> {
                    try {
                        FactWriter.readAll(files.facts(part), parts.get(part)::add);
                        return List.<IOException>of();
                    } catch (IOException e) {
                        return List.of(e);
                    }
                })
                .flatMap(List::stream)
                .toList();
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        List<List<Session>> sessions = parts.stream().map(Sessionizer::sessions).toList();
        int halvings = parts.stream().mapToInt(Sessionizer::halvings).max().orElse(0);
        WorkFile.writeLines(
                files.sessions(),
                sessions.stream()
                        .flatMap(List::stream)
                        .filter(session -> Sessionizer.isKept(session.contact(), halvings))
                        .sorted(java.util.Comparator.comparing(Session::id))
                        .toList());
        Tallies.Finished all = parts.getFirst().tallies();
        for (Sessionizer part : parts.subList(1, parts.size())) {
            all = all.plus(part.tallies());
        }
        WorkFile.write(files.tallies(), all.minedOneIn(1 << halvings));
    }

    private void kpi(Files files) throws IOException {
        DayCount count = new DayCount(night.day());
        for (int part = 0; part < setting.parts(); part++) {
            FactWriter.readAll(files.facts(part), count::add);
        }
        DayFigures figures = count.figures(night.partial(), night.through());
        Tallies.Finished tallies = WorkFile.read(files.tallies(), Tallies.Finished.class);
        Learn.Learned learned = WorkFile.read(files.learned(), Learn.Learned.class);
        FigureFile.write(files.figures(), new Kpis(night, store.nights()).complete(figures, tallies, learned));
    }

    private void report(Files files) throws IOException {
        DayFigures figures = FigureFile.read(files.figures());
        Folders folders = setting.folders();
        java.nio.file.Files.createDirectories(folders.out());
        FigureFile.write(folders.json(night.day()), figures);
        WholeFile.write(folders.html(night.day()), new ReportPage(figures).html());
        FigureTable table = FigureTable.of(figures);
        WholeFile.write(folders.csv(night.day()), table.csv());
        WholeFile.write(folders.xlsx(night.day()), table.xlsx());
        List<relevo.review.Suggestion> suggestions = store.nights().suggestions(night.date());
        WholeFile.write(folders.suggestions(night.day()), FigureFile.text(suggestions));
        setting.reviews().put(night.date(), suggestions);
    }

    private Step tasklet(String name, Work work) {
        Tasklet tasklet = (contribution, context) -> {
            work.run();
            return RepeatStatus.FINISHED;
        };
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .observationRegistry(setting.metrics())
                .listener(new StepProgress(setting.progress()))
                .build();
    }

    private interface Work {
        void run() throws IOException;
    }
}
