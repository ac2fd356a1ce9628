package relevo.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduling group for this process alone, which the kernel lets run only when nobody else wants the processor ({@code
 * cpu.idle} of Linux control groups, 5.15 and newer).
 *
 * <p>The idle class that the launcher asks for ranks a thread within its group only. The group itself weighs like any other:
 * the gateway in another service, and the kernel's own threads, without which no {@code fdatasync} ends, wait for the next
 * tick of the clock (4 ms) whenever the night has all processors; docs/adr/0041 has the measurements. Nothing happens where
 * there are no such groups, or where this process has no right to them: the night is a courtesy less considerate then.
 *
 * <pre>
 * version 1   GROUP/relevo-night is made below the group this process is in, and entered
 * version 2   the group this process is in is marked idle, when nobody else is in it (a service of its own)
 * </pre>
 */
final class IdleGroup {
    private static final Logger LOG = LoggerFactory.getLogger(IdleGroup.class);
    private static final String NAME = "relevo-night";
    /** ID:CONTROLLERS:PATH, and no controllers in version 2; see cgroups(7). */
    private static final Pattern MEMBERSHIP = Pattern.compile("\\d+:(?<controllers>[^:]*):(?<path>/.*)");
    /** The fifth field of a line of mountinfo, and what stands behind the dash; see proc_pid_mountinfo(5). */
    private static final Pattern MOUNT =
            Pattern.compile("\\d+ \\d+ \\S+ \\S+ (?<at>\\S+) .* - (?<type>cgroup2?) \\S+ (?<options>\\S+)");

    private IdleGroup() {}

    /** Puts this process, all its threads and those to come, into an idle group; says whether it is in one now. */
    static boolean enter() {
        try {
            return enter(Path.of("/proc/self"), ProcessHandle.current().pid());
        } catch (IOException | UnsupportedOperationException refused) {
            LOG.debug("no idle group for the night", refused);
            return false;
        }
    }

    /** @param self what the kernel says of this process: {@code cgroup} and {@code mountinfo} are read */
    static boolean enter(Path self, long pid) throws IOException {
        if (!Files.isReadable(self.resolve("cgroup"))) {
            return false;
        }
        List<String> mounts = Files.readAllLines(self.resolve("mountinfo"), StandardCharsets.UTF_8);
        for (String line : Files.readAllLines(self.resolve("cgroup"), StandardCharsets.UTF_8)) {
            Matcher membership = MEMBERSHIP.matcher(line);
            if (!membership.matches()) {
                continue;
            }
            String path = membership.group("path").substring(1);
            String controllers = membership.group("controllers");
            if (List.of(controllers.split(",", -1)).contains("cpu")) {
                Optional<Path> mount = mount(mounts, "cgroup");
                if (mount.isPresent()) {
                    return enterBelow(mount.get().resolve(path), pid);
                }
            } else if (controllers.isEmpty()) {
                Optional<Path> mount = mount(mounts, "cgroup2");
                if (mount.isPresent() && markIfAlone(mount.get().resolve(path), pid)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean enterBelow(Path group, long pid) throws IOException {
        Path own = group.resolve(NAME);
        if (!Files.isDirectory(own)) {
            Files.createDirectory(own);
        }
        if (!Files.exists(own.resolve("cpu.idle"))) {
            return false;
        }
        Files.writeString(own.resolve("cpu.idle"), "1");
        Files.writeString(own.resolve("cgroup.procs"), Long.toString(pid));
        return true;
    }

    /** The root of version 2 has no such file, and a group that others are in is not ours to mark. */
    private static boolean markIfAlone(Path group, long pid) throws IOException {
        Path idle = group.resolve("cpu.idle");
        if (!Files.exists(idle)
                || !Files.readString(group.resolve("cgroup.procs")).strip().equals(Long.toString(pid))) {
            return false;
        }
        Files.writeString(idle, "1");
        return true;
    }

    /** Where this type of hierarchy is mounted; of version 1 the one with the processor. */
    private static Optional<Path> mount(List<String> mounts, String type) {
        return mounts.stream()
                .map(MOUNT::matcher)
                .filter(Matcher::matches)
                .filter(mount -> mount.group("type").equals(type))
                .filter(mount -> type.equals("cgroup2")
                        || List.of(mount.group("options").split(",", -1)).contains("cpu"))
                .map(mount -> Path.of(mount.group("at")))
                .findFirst();
    }
}
