package relevo.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a dedupe window, oldest first; each covers the sequences right behind the one before. Immutable: a flush, a
 * merge or an expiry makes a new set, and the files of the old one that it does not share are deleted later.
 *
 * @param runs oldest first
 */
record RunSet(List<KeyRun> runs) {
    private static final Logger LOG = LoggerFactory.getLogger(RunSet.class);
    private static final Pattern NAME = Pattern.compile("(\\d{19})-(\\d{19})\\.run");
    /** So many neighbours of about one size become one. */
    private static final int FAN_IN = 4;

    /** A file that could not be read, and what it covered by its name. */
    private record Damaged(Path path, long from, long through) {}

    /** Sequence through which the runs hold every key; keys behind it are rebuilt from the journal. */
    long covers() {
        return runs.isEmpty() ? 0 : runs.getLast().header().coversThrough();
    }

    /** Opens the runs of a directory, and clears away what a crash left. */
    static RunSet open(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<KeyRun> found = new ArrayList<>();
        List<Damaged> damaged = new ArrayList<>();
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                Matcher name = NAME.matcher(String.valueOf(child.getFileName()));
                if (child.toString().endsWith(".tmp")) {
                    Files.delete(child);
                } else if (name.matches()) {
                    try {
                        found.add(KeyRun.open(child));
                    } catch (JournalException e) {
                        LOG.error("{}; its keys are taken from the journal again", e.getMessage());
                        damaged.add(new Damaged(child, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
                    }
                }
            }
        }
        List<KeyRun> kept = withoutMerged(found);
        long damagedFrom = Long.MAX_VALUE;
        for (Damaged file : damaged) {
            if (kept.stream().anyMatch(run -> covers(run, file))) {
                Files.delete(file.path());
            } else {
                damagedFrom = Math.min(damagedFrom, file.from());
            }
        }
        return new RunSet(before(kept, damagedFrom));
    }

    /**
     * The runs without a gap that end before this sequence. Those behind are not used: the journal is read again from here
     * on, and what is written then covers them.
     */
    private static List<KeyRun> before(List<KeyRun> kept, long end) throws IOException {
        List<KeyRun> usable = new ArrayList<>();
        for (KeyRun run : kept) {
            boolean follows = usable.isEmpty()
                    || run.header().coversFrom() == usable.getLast().header().coversThrough() + 1;
            if (follows && run.header().coversThrough() < end && usable.size() == kept.indexOf(run)) {
                usable.add(run);
            } else {
                run.close();
            }
        }
        return List.copyOf(usable);
    }

    /** The runs in order, less those that a crash left between a merge and the deletion of what was merged. */
    private static List<KeyRun> withoutMerged(List<KeyRun> found) throws IOException {
        found.sort(Comparator.comparingLong((KeyRun run) -> run.header().coversFrom())
                .thenComparingLong(run -> -run.header().coversThrough()));
        List<KeyRun> kept = new ArrayList<>();
        long covered = 0;
        for (KeyRun run : found) {
            if (run.header().coversThrough() <= covered) {
                run.close();
                Files.delete(run.path());
            } else {
                kept.add(run);
                covered = run.header().coversThrough();
            }
        }
        return kept;
    }

    private static boolean covers(KeyRun run, Damaged file) {
        return run.header().coversFrom() <= file.from() && run.header().coversThrough() >= file.through();
    }

    /** This set with one run more, tidied: small neighbours merged, runs without a key in the window left out. */
    RunSet with(Path directory, SortedKeys keys, long coversThrough, long keptFromSecond, long spanMaxSeconds)
            throws IOException {
        List<KeyRun> next = new ArrayList<>(runs);
        long from = covers() + 1;
        next.add(KeyRunWriter.write(place(directory, from, coversThrough), keys, from, coversThrough));
        while (true) {
            int first = mergeable(next, spanMaxSeconds);
            if (first < 0) {
                break;
            }
            List<KeyRun> neighbours = next.subList(first, first + FAN_IN);
            Path place = place(
                    directory,
                    neighbours.getFirst().header().coversFrom(),
                    neighbours.getLast().header().coversThrough());
            KeyRun merged = KeyRunWriter.merge(place, neighbours, keptFromSecond);
            List<KeyRun> made =
                    neighbours.stream().filter(run -> !runs.contains(run)).toList();
            neighbours.clear();
            next.add(first, merged);
            delete(made);
        }
        return new RunSet(List.copyOf(next));
    }

    /** This set without the runs at its old end that have no key in the window. */
    RunSet expired(long keptFromSecond) {
        int gone = 0;
        while (gone + 1 < runs.size() && runs.get(gone).header().newestSecond() < keptFromSecond) {
            gone++;
        }
        return gone == 0 ? this : new RunSet(runs.subList(gone, runs.size()));
    }

    /** Closes and deletes the runs that {@code next} does not have; what cannot be deleted is at the next start. */
    void deleteWithout(RunSet next) {
        try {
            delete(runs.stream().filter(run -> !next.runs().contains(run)).toList());
        } catch (IOException e) {
            LOG.warn("a run of keys that is not needed any more cannot be deleted", e);
        }
    }

    void close() throws IOException {
        for (KeyRun run : runs) {
            run.close();
        }
    }

    private static void delete(List<KeyRun> gone) throws IOException {
        for (KeyRun run : gone) {
            run.close();
            Files.delete(run.path());
        }
    }

    /** Index of the first of {@link #FAN_IN} neighbours of about one size that may become one; -1 when there are none. */
    private static int mergeable(List<KeyRun> runs, long spanMaxSeconds) {
        for (int first = runs.size() - FAN_IN; first >= 0; first--) {
            List<KeyRun> neighbours = runs.subList(first, first + FAN_IN);
            long most = neighbours.stream()
                    .mapToLong(run -> run.header().count())
                    .max()
                    .orElse(0);
            long least = neighbours.stream()
                    .mapToLong(run -> run.header().count())
                    .min()
                    .orElse(0);
            long span = neighbours.getLast().header().newestSecond()
                    - neighbours.getFirst().header().newestSecond();
            if (most <= least * FAN_IN && span <= spanMaxSeconds) {
                return first;
            }
        }
        return -1;
    }

    private static Path place(Path directory, long from, long through) {
        return directory.resolve(String.format("%019d-%019d.run", from, through));
    }
}
