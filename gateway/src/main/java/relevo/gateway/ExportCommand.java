package relevo.gateway;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import relevo.journal.Tag;

/** Everything held about a contact, for who asks what is known about him. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes everything the journal and the snapshots hold about a contact as one JSON object: what he and the",
            "bot wrote, what agents did, every decision, the state of the conversation. Only reads; runs beside the",
            "gateway. Personal data: hand the file to nobody but the person, and delete it then.",
            "A person has one id for each business number he wrote to. Exit 1 when nothing is held."
        })
final class ExportCommand implements Callable<Integer> {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    @Option(
            names = "--contact",
            required = true,
            paramLabel = "ID",
            converter = DataOption.ContactId.class,
            description = "The conversation's id, as the API and the pages show it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Tag contact;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A file that is not there yet, readable by you only (default: standard output).")
    @Nullable
    Path file;

    @Mixin
    DataOption data = new DataOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (DataOption.Opened opened = data.read()) {
            Instant now = InstantSource.system().instant();
            ContactRecord record =
                    new ContactRecord(opened.log(), opened.keys(), Gateway.snapshotsDir(data.folder), contact);
            if (file == null) {
                record.write(spec.commandLine().getOut(), now);
            } else {
                try (Writer out = created(file)) {
                    record.write(out, now);
                }
            }
            spec.commandLine().getErr().println(record.isEmpty() ? "nothing is held" : record.summary());
            return record.isEmpty() ? 1 : 0;
        }
    }

    private Writer created(Path to) throws IOException {
        boolean posix = to.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try {
            FileChannel channel =
                    FileChannel.open(to, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
            return Channels.newWriter(channel, StandardCharsets.UTF_8);
        } catch (FileAlreadyExistsException e) {
            throw Main.wrongUsage(spec, to + " is there already");
        }
    }
}
