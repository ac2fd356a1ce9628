package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against folders that look like the kernel's; {@code bench nightly} enters a real one where it may. */
class IdleGroupTest {
    private static final long PID = 4_711;

    @TempDir
    Path temp;

    private Path self;

    @BeforeEach
    void makeProcess() throws IOException {
        self = Files.createDirectories(temp.resolve("self"));
    }

    @Test
    void shouldMakeAnIdleGroupBelowItsOwnInVersionOne() throws IOException {
        Path cpu = temp.resolve("cpu,cpuacct");
        Path own = idleFile(cpu.resolve("jobs/relevo-night"), "0", "");
        idleFile(temp.resolve("memory/jobs"), "0", "");
        mounts(
                "31 25 0:27 / " + temp.resolve("memory") + " rw,relatime - cgroup cgroup rw,memory",
                "32 25 0:28 / " + cpu + " rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct");
        membership("5:memory:/jobs", "2:cpu,cpuacct:/jobs", "0::/");

        assertTrue(IdleGroup.enter(self, PID));
        assertEquals("1", Files.readString(own.resolve("cpu.idle")));
        assertEquals("4711", Files.readString(own.resolve("cgroup.procs")));
        assertEquals("0", Files.readString(temp.resolve("memory/jobs/cpu.idle")), "another hierarchy is left alone");
    }

    @Test
    void shouldMarkAServiceOfItsOwnInVersionTwo() throws IOException {
        Path service = idleFile(temp.resolve("unified/system.slice/night.service"), "0", "4711\n");
        mounts("30 25 0:26 / " + temp.resolve("unified") + " rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");
        membership("0::/system.slice/night.service");

        assertTrue(IdleGroup.enter(self, PID));
        assertEquals("1", Files.readString(service.resolve("cpu.idle")));
    }

    @Test
    void shouldLeaveAGroupAloneThatOthersAreIn() throws IOException {
        Path session = idleFile(temp.resolve("unified/user.slice/session-1.scope"), "0", "17\n4711\n");
        mounts("30 25 0:26 / " + temp.resolve("unified") + " rw,nosuid - cgroup2 cgroup2 rw");
        membership("0::/user.slice/session-1.scope");

        assertFalse(IdleGroup.enter(self, PID));
        assertEquals("0", Files.readString(session.resolve("cpu.idle")));
    }

    @Test
    void shouldDoNothingWhereThereAreNoSuchGroups() throws IOException {
        assertFalse(IdleGroup.enter(temp.resolve("another-system"), PID));

        Path old = Files.createDirectories(temp.resolve("cpu/relevo-night"));
        mounts("32 25 0:28 / " + temp.resolve("cpu") + " rw - cgroup cgroup rw,cpu");
        membership("2:cpu:/");
        assertFalse(IdleGroup.enter(self, PID), "a kernel before 5.15 has groups without the file");
        assertFalse(Files.exists(old.resolve("cgroup.procs")));
    }

    private void mounts(String... lines) throws IOException {
        Files.writeString(self.resolve("mountinfo"), String.join("\n", lines) + "\n");
    }

    private void membership(String... lines) throws IOException {
        Files.writeString(self.resolve("cgroup"), String.join("\n", lines) + "\n");
    }

    private static Path idleFile(Path group, String idle, String members) throws IOException {
        Files.createDirectories(group);
        Files.writeString(group.resolve("cpu.idle"), idle);
        Files.writeString(group.resolve("cgroup.procs"), members);
        return group;
    }
}
