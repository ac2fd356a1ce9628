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

/**
 * One start of the log: a directory of roll files written by one process, then never appended to again. The name says which
 * sequence it begins with, so that whatever an earlier generation holds from there on counts for nothing.
 *
 * @param path such as {@code gen-0002.from-4711}
 * @param number from 1
 * @param from sequence of its first entry, if it has any
 */
record Generation(Path path, int number, long from) {
    private static final Pattern NAME = Pattern.compile("gen-(\\d{4,9})\\.from-(\\d{1,18})");

    static Generation of(Path directory, int number, long from) {
        return new Generation(directory.resolve(String.format("gen-%04d.from-%d", number, from)), number, from);
    }

    /** All generations under a log's directory, oldest first. */
    static List<Generation> list(Path directory) throws IOException {
        List<Generation> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                Matcher name = NAME.matcher(String.valueOf(child.getFileName()));
                if (name.matches()) {
                    found.add(new Generation(child, Integer.parseInt(name.group(1)), Long.parseLong(name.group(2))));
                }
            }
        }
        found.sort(Comparator.comparingInt(Generation::number));
        return found;
    }

    /** The roll files of these generations that hold entries which count, oldest first. */
    static List<RollFile> rollFiles(List<Generation> generations) throws IOException {
        List<RollFile> files = new ArrayList<>();
        for (int i = 0; i < generations.size(); i++) {
            long end = i + 1 < generations.size() ? generations.get(i + 1).from() : Long.MAX_VALUE;
            for (Path path : generations.get(i).paths()) {
                first(path, generations.get(i), end, files);
            }
        }
        return files;
    }

    /** Its roll files, oldest first: their names are times. */
    List<Path> paths() throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(child -> child.toString().endsWith(RollFile.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Deletes the directory and all that is in it. */
    void delete() throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.toList()) {
                Files.delete(child);
            }
        }
        Files.delete(path);
    }

    private static void first(Path path, Generation generation, long end, List<RollFile> files) throws IOException {
        try (ExcerptCursor cursor = new ExcerptCursor(path)) {
            boolean found = cursor.next() == ExcerptCursor.Step.FRAME || cursor.seekFrame(cursor.size());
            if (found && cursor.sequence() < end && cursor.sequence() >= generation.from()) {
                files.add(new RollFile(path, generation.number(), cursor.sequence(), cursor.atMs(), end - 1));
            }
        }
    }
}
