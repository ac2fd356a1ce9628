package relevo.gateway;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relevo.matcher.FaqEntry;
import relevo.matcher.FaqMatcher;
import relevo.matcher.MatcherConfig;
import relevo.matcher.SavedIndex;
import relevo.review.WholeFile;

/**
 * The packs' built indexes, kept beside the data: a start loads them and trains only what has changed. One file a pack,
 * {@code PACK-STAMP.idx}; a file that is damaged or was built from something else is built again, and a folder that
 * cannot be written costs time, never the start. Safe for use from any thread, one at a time for each pack.
 */
final class Indexes {
    private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);
    private static final MatcherConfig CONFIG = MatcherConfig.defaults();

    /** No index of a pack is near it. */
    private static final long BYTES_MAX = 256L << 20;

    private final Path folder;

    /** @param folder is made when the first index is kept */
    Indexes(Path folder) {
        this.folder = folder;
    }

    /** The matcher of a pack's entries, loaded or else built and kept. */
    FaqMatcher matcher(String pack, List<FaqEntry> entries) {
        String stamp;
        try {
            stamp = SavedIndex.stamp(entries, CONFIG);
        } catch (IOException e) {
            LOG.warn("the index of pack {} cannot be kept: {}", pack, e.getMessage());
            return FaqMatcher.build(entries, CONFIG);
        }
        Path file = folder.resolve(pack + '-' + stamp + ".idx");
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException("larger than any index");
            }
            return SavedIndex.load(Files.readAllBytes(file), stamp, CONFIG);
        } catch (NoSuchFileException e) {
            LOG.info("building the index of pack {}: there is none yet of this content", pack);
        } catch (IOException e) {
            LOG.warn("building the index of pack {} again, {} is of no use: {}", pack, file, e.getMessage());
        }
        FaqMatcher built = FaqMatcher.build(entries, CONFIG);
        keep(pack, file, SavedIndex.save(built, stamp));
        return built;
    }

    private void keep(String pack, Path file, byte[] saved) {
        try {
            WholeFile.write(file, saved);
            prune(pack, file);
        } catch (IOException e) {
            LOG.warn("the index of pack {} was not kept, the next start builds it again: {}", pack, e.toString());
        }
    }

    /** Deletes what the pack's index has replaced, and what a crash left half written. */
    private void prune(String pack, Path kept) throws IOException {
        Pattern own = Pattern.compile(Pattern.quote(pack) + "-[0-9a-f]{32}\\.idx(\\.tmp)?");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.equals(kept)
                        && own.matcher(file.getFileName().toString()).matches()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
