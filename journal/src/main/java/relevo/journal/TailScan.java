package relevo.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies the newest files after an unclean stop and finds the last entry that counts.
 *
 * <p>All good frames are collected, also those behind a hole. A hole below a sequence that some later frame knew to be
 * durable is damage of the medium: it is reported, and what follows it stays valid. A hole above that is a tail that was
 * never forced, in which the disk kept some pages and lost others: everything from the hole on is discarded, since entries
 * may depend on those before them.
 */
final class TailScan {
    /** Frames with consecutive sequences in one file. */
    private static final class Run {
        private final Path file;
        private final long offset;
        private final String before;
        private final long first;
        private long last;
        private long lastAtMs;
        private long end;

        Run(Path file, long offset, String before, long first) {
            this.file = file;
            this.offset = offset;
            this.before = before;
            this.first = first;
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private String tail = "";
    private long durable;
    private long scanned;

    private TailScan() {}

    /**
     * Scans these files, the last of the log.
     *
     * @param giveBack whether disk space that was claimed behind the last entry is given back
     */
    static Recovery of(List<RollFile> files, boolean giveBack) throws IOException {
        TailScan scan = new TailScan();
        for (RollFile file : files) {
            scan.walk(file.path());
        }
        return scan.judge(files.getFirst().firstSequence(), giveBack);
    }

    private void walk(Path file) throws IOException {
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
                if (run == null || cursor.sequence() != run.last + 1) {
                    run = new Run(file, at, before, cursor.sequence());
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

    private Recovery judge(long first, boolean giveBack) throws IOException {
        List<Damage> damages = new ArrayList<>();
        long last = first - 1;
        long lastAtMs = 0;
        long discarded = 0;
        Run newest = null;
        boolean cut = false;
        for (Run run : runs) {
            long missing = last + 1;
            boolean hole = run.first > missing;
            if (cut || run.first < missing || (hole && missing > durable)) {
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
        if (giveBack && !cut && newest != null && tail.isEmpty()) {
            try (FileChannel channel = FileChannel.open(newest.file, StandardOpenOption.WRITE)) {
                channel.truncate(newest.end);
            }
        }
        return new Recovery(false, last, lastAtMs, scanned, discarded, tail, List.copyOf(damages));
    }
}
