package relevo.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What a disk may hold after the power went: every page that was on the medium at the last force, and of each page written
 * since either the old content or the new, or new sectors among old ones.
 */
final class CrashImage {
    private static final int PAGE = 4096;
    private static final int SECTOR = 512;
    private static final int BEHIND_THE_END = 1 << 18;

    private CrashImage() {}

    /** The first bytes of each file under a directory, as many as can have been written. */
    static Map<String, byte[]> read(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("metadata.cq4t")) {
                    files.put(directory.relativize(file).toString(), head(file));
                }
            }
        }
        return files;
    }

    private static byte[] head(Path file) throws IOException {
        long size = Files.size(file);
        long written = size;
        if (file.toString().endsWith(RollFile.SUFFIX)) {
            try (ExcerptCursor cursor = new ExcerptCursor(file)) {
                while (cursor.next() == ExcerptCursor.Step.FRAME) {
                    // to the end
                }
                written = Math.min(size, cursor.offset() + BEHIND_THE_END);
            }
        }
        byte[] bytes = new byte[(int) written];
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            opened.readFully(bytes);
        }
        return bytes;
    }

    /** Writes one image. */
    static void write(Map<String, byte[]> forced, Map<String, byte[]> now, RandomGenerator random, Path directory)
            throws IOException {
        for (Map.Entry<String, byte[]> file : now.entrySet()) {
            byte[] before = forced.getOrDefault(file.getKey(), new byte[0]);
            byte[] image = mixed(before, file.getValue(), random);
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.write(path, image);
            if (file.getKey().endsWith(RollFile.SUFFIX) && random.nextInt(4) > 0) {
                try (RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw")) {
                    opened.setLength(random.nextInt(16) == 0 ? 80 << 20 : image.length + (1 << 20));
                }
            }
        }
        Files.createDirectories(directory.resolve("gen-0001.from-1"));
    }

    private static byte[] mixed(byte[] before, byte[] now, RandomGenerator random) {
        byte[] image = now.clone();
        int kept = random.nextInt(1, 100);
        for (int page = 0; page < image.length; page += PAGE) {
            boolean torn = random.nextInt(10) == 0;
            boolean keep = random.nextInt(100) < kept;
            for (int sector = page; sector < Math.min(image.length, page + PAGE); sector += SECTOR) {
                if (torn ? random.nextBoolean() : !keep) {
                    for (int i = sector; i < Math.min(image.length, sector + SECTOR); i++) {
                        image[i] = i < before.length ? before[i] : 0;
                    }
                }
            }
        }
        return image;
    }
}
