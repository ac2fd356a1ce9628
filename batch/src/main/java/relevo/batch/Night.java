package relevo.batch;

import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * What one run of the job is about: what tells it from another (date, zone, run), and what is fixed when it first starts.
 *
 * @param day the business day
 * @param run 1 for the first of a day
 * @param partial the day was not over when the run first started
 * @param through the last journal sequence that is looked at
 * @param days looked back at, the day included
 */
record Night(BusinessDay day, long run, boolean partial, long through, int days) {

    /** The night that these parameters describe; IllegalArgumentException when one is missing. */
    static Night of(JobParameters parameters) {
        Long days = parameters.getLong("days");
        return new Night(
                new BusinessDay(LocalDate.parse(text(parameters, "date")), ZoneId.of(text(parameters, "zone"))),
                number(parameters, "run"),
                Boolean.parseBoolean(text(parameters, "partial")),
                number(parameters, "through"),
                days == null ? 1 : days.intValue());
    }

    JobParameters parameters() {
        return new JobParametersBuilder()
                .addString("date", day.date().toString(), true)
                .addString("zone", day.zone().getId(), true)
                .addLong("run", run, true)
                .addString("partial", Boolean.toString(partial), false)
                .addLong("through", through, false)
                .addLong("days", (long) days, false)
                .toJobParameters();
    }

    Span span() {
        return new Span(day, days);
    }

    /** The business date, as rows of the store carry it. */
    String date() {
        return day.date().toString();
    }

    private static long number(JobParameters parameters, String name) {
        Long value = parameters.getLong(name);
        if (value == null) {
            throw new IllegalArgumentException("job parameter " + name + " is missing");
        }
        return value;
    }

    private static String text(JobParameters parameters, String name) {
        String value = parameters.getString(name);
        if (value == null) {
            throw new IllegalArgumentException("job parameter " + name + " is missing");
        }
        return value;
    }
}
