package relevo.batch;

import java.util.Locale;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Shows steps as they begin and end. */
final class StepProgress implements StepExecutionListener {
    private final Progress progress;

    StepProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        progress.begin(step.getStepName());
    }

    @Override
    public ExitStatus afterStep(StepExecution step) {
        String items = step.getReadCount() == 0 ? "" : String.format(Locale.ROOT, ", %,d entries", step.getReadCount());
        progress.end(step.getStatus().name().toLowerCase(Locale.ROOT) + items);
        return step.getExitStatus();
    }
}
