package relevo.matcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.lucene.util.Version;

/**
 * Which code and which word lists build an index: a hash of everything in this package, wherever it was loaded from, and
 * of Lucene's version. A version number in the source would be forgotten one day, and then an old index would be served
 * by new code.
 */
final class CodeVersion {
    private static final String FOLDER = CodeVersion.class.getPackageName().replace('.', '/') + '/';
    private static final int BYTES = 8;

    private CodeVersion() {}

    /** @throws IOException where the classes come from neither a folder nor a jar that can be read */
    static String read() throws IOException {
        CodeSource source = CodeVersion.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("it is not known where the classes were loaded from");
        }
        try {
            Path location = Path.of(source.getLocation().toURI());
            List<String> parts = Files.isDirectory(location) ? ofFolder(location) : ofJar(location);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Version.LATEST.toString().getBytes(StandardCharsets.UTF_8));
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (URISyntaxException e) {
            throw new IOException("no path: " + source.getLocation(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static List<String> ofJar(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().startsWith(FOLDER) && !entry.isDirectory())
                    .map(CodeVersion::part)
                    .sorted()
                    .toList();
        }
    }

    private static String part(ZipEntry entry) {
        return entry.getName() + ' ' + Long.toHexString(entry.getCrc()) + '\n';
    }

    private static List<String> ofFolder(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root.resolve(FOLDER))) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<String> parts = new ArrayList<>();
        for (Path file : files) {
            CRC32 crc = new CRC32();
            crc.update(Files.readAllBytes(file));
            parts.add(root.relativize(file) + " " + Long.toHexString(crc.getValue()) + '\n');
        }
        return parts;
    }
}
