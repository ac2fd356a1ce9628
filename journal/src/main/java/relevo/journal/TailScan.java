package relevo.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the newest files after an unclean stop and finds the last entry that counts.
 *
 * <p>All good frames are collected, also those behind a hole. A hole below a sequence that some later frame knew to be
 * durable is damage of the medium: it is reported, and what follows it stays valid. A hole above that is a tail that was
 * never forced, in which the disk kept some pages and lost others: everything from the hole on is discarded, since entries
 * may depend on those before them. An entry
 * whose key did not reach the medium is such a hole too: keys are forced first.
 */
final class TailScan {
    /** Frames with consecutive sequences in one file. */
    private static final class Run {
        private final Path file;
        private final long offset;
        private final String before;
        private final long first;
        private final boolean keyless;
        private long last;
        private long lastAtMs;
        private long end;

        Run(Path file, long offset, String before, long first, boolean keyless) {
            this.file = file;
            this.offset = offset;
            this.before = before;
            this.first = first;
            this.keyless = keyless;
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private String tail = "";
    private long durable;
    private long scanned;

    private final @Nullable ContactKeys keys;

    private TailScan(@Nullable ContactKeys keys) {
        this.keys = keys;
    }

    /**
     * Finds the end of a log: from the note of an orderly stop, else by scanning its newest files.
     *
     * @param keys tells an entry whose key was forced from one that was not; null takes them as they come
     * @param forOwner whether what is found is made durable, and claimed disk space given back
     */
    static Recovery of(
            Path directory,
            List<Generation> generations,
            List<RollFile> files,
            @Nullable ContactKeys keys,
            boolean forOwner)
            throws IOException {
        if (generations.isEmpty()) {
            return new Recovery(true, 0, 0, 0, 0, "", List.of());
        }
        Generation newest = generations.getLast();
        CleanStop note = CleanStop.read(directory.resolve(CleanStop.FILE));
        if (note != null && note.generation() == newest.number() && note.lastSequence() >= newest.from() - 1) {
            return new Recovery(true, note.lastSequence(), note.lastAtMs(), 0, 0, "", List.of());
        }
        if (files.isEmpty()) {
            return new Recovery(false, newest.from() - 1, 0, 0, 0, "", List.of());
        }
        long known = newest.from() - 1;
        // As many files as it takes to meet one that begins with what was forced.
        for (int count = 2; ; count *= 2) {
            List<RollFile> scanned = files.subList(Math.max(0, files.size() - count), files.size());
            TailScan scan = new TailScan(keys);
            for (RollFile file : scanned) {
                scan.walk(file.path(), file.limit());
            }
            long first = scanned.getFirst().firstSequence();
            boolean allBeforeForced = Math.max(scan.durable, known) >= first - 1;
            if (allBeforeForced) {
                return scan.judge(scanned.getLast().path(), first - 1, known, forOwner);
            }
            if (scanned.size() == files.size()) {
                int generation = scanned.getFirst().generation();
                long from = generations.stream()
                        .filter(candidate -> candidate.number() == generation)
                        .mapToLong(Generation::from)
                        .findFirst()
                        .orElse(first);
                return scan.judge(scanned.getLast().path(), from - 1, known, forOwner);
            }
        }
    }

    private void walk(Path file, long limit) throws IOException {
        try (ExcerptCursor cursor = new ExcerptCursor(file)) {
            Run run = null;
            String before = "the file ends";
            tail = "";
            while (true) {
                long at = cursor.offset();
                switch (cursor.next()) {
                    case FRAME -> {}
                    case OPEN_END, CYCLE_END -> {
                        before = "there is a hole";
                        if (!found(cursor)) {
                            return;
                        }
                    }
                    case BAD -> {
                        before = cursor.fault();
                        if (!found(cursor)) {
                            tail = file + " at offset " + at + ": " + before;
                            return;
                        }
                    }
                }
                if (cursor.sequence() > limit) {
                    // Left behind by a crash before the next generation began.
                    continue;
                }
                boolean keyless = keys != null && !Frame.hasKeys(cursor.window(), cursor.frameAt(), keys);
                if (run == null || cursor.sequence() != run.last + 1 || (keyless && !run.keyless)) {
                    run = new Run(file, at, before, cursor.sequence(), keyless);
                    runs.add(run);
                }
                run.last = cursor.sequence();
                run.lastAtMs = cursor.atMs();
                run.end = cursor.offset();
                durable = Math.max(durable, cursor.durable());
                scanned++;
            }
        }
    }

    private static boolean found(ExcerptCursor cursor) throws IOException {
        if (cursor.seekFrame(cursor.size())) {
            cursor.passFound();
            return true;
        }
        return false;
    }

    /** @param last everything up to here is taken to be sound */
    private Recovery judge(Path newestFile, long last, long known, boolean forOwner) throws IOException {
        List<Damage> damages = new ArrayList<>();
        long lastAtMs = 0;
        long discarded = 0;
        // That a generation begins behind this sequence proves that it was found sound once.
        durable = Math.max(durable, known);
        Run newest = null;
        boolean cut = false;
        // Where forced entries have no key either, it is the key store that is incomplete: no reason to cut.
        boolean keysTrusted = true;
        for (Run run : runs) {
            keysTrusted &= !run.keyless || run.first > durable;
        }
        for (Run run : runs) {
            long missing = last + 1;
            boolean hole = run.first > missing;
            boolean neverForced = (hole && missing > durable) || (run.keyless && keysTrusted);
            if (cut || run.first < missing || neverForced) {
                cut = true;
                discarded += run.last - run.first + 1;
                continue;
            }
            if (hole) {
                damages.add(new Damage(run.file, run.offset, missing, run.first - 1, run.before));
            }
            last = run.last;
            lastAtMs = run.lastAtMs;
            newest = run;
        }
        if (last < known) {
            Path file = runs.isEmpty() ? newestFile : runs.getLast().file;
            damages.add(new Damage(file, 0, last + 1, known, "entries at the end are missing"));
            last = known;
        }
        if (forOwner) {
            settle(cut ? null : newest);
        }
        return new Recovery(false, last, lastAtMs, scanned, discarded, tail, List.copyOf(damages));
    }

    /**
     * Makes what was found durable: the process may have died before it forced it, and from now on it counts. Gives disk
     * space back that was claimed behind the last entry, unless there is something there worth keeping.
     */
    private void settle(@Nullable Run newest) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        runs.forEach(run -> files.add(run.file));
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (newest != null && newest.file.equals(file) && tail.isEmpty()) {
                    channel.truncate(newest.end);
                }
                channel.force(true);
            }
        }
    }
}
