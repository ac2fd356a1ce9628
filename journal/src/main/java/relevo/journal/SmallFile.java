package relevo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Small files that are replaced as a whole: after a crash either the old content is there or the new, on the medium. */
final class SmallFile {
    private SmallFile() {}

    /** Writes beside, forces, renames over, forces the directory. */
    static void replace(Path file, byte[] content) {
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(content), 0);
                channel.force(true);
            }
            moveOver(beside, file);
        } catch (IOException e) {
            throw new JournalException("cannot write " + file, e);
        }
    }

    /** Replaces the file by one line of ASCII and its checksum. */
    static void replaceLine(Path file, String line) {
        replace(file, (line + " crc " + crc(line) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The line that {@link #replaceLine} wrote; null when there is no such file; empty when it was changed since. */
    static @Nullable String readLine(Path file) {
        byte[] content = read(file);
        if (content == null) {
            return null;
        }
        String text = new String(content, StandardCharsets.US_ASCII);
        int crcAt = text.lastIndexOf(" crc ");
        return crcAt >= 0 && text.substring(crcAt).equals(" crc " + crc(text.substring(0, crcAt)) + "\n")
                ? text.substring(0, crcAt)
                : "";
    }

    private static String crc(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.US_ASCII));
        return String.format("%08x", crc.getValue());
    }

    /** Renames a finished and forced file to its place, and makes the rename durable. */
    static void moveOver(Path finished, Path place) throws IOException {
        Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectoryOf(place);
    }

    /** The content, or null when there is no such file. */
    static byte @Nullable [] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new JournalException("cannot read " + file, e);
        }
    }

    /** Makes names added to or removed from the directory of this file durable. */
    static void syncDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            syncDirectory(directory);
        }
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
