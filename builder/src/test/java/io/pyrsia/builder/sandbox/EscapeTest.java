package io.pyrsia.builder.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a build step reaches for and does not get: the network, the node's key, files of the machine, other
/// builds.
class EscapeTest {

    private static final String CONNECT = "exec 3<>/dev/tcp/127.0.0.1/$1 && echo REACHED";
    private static final String READ = "cat \"$1\"";

    @ParameterizedTest
    @EnumSource
    void noNetwork(Means means) throws IOException {
        try (Cell cell = Cell.open(means);
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(server.getLocalPort());
            assertTrue(Cell.outside(CONNECT, port).contains("REACHED"), "control");
            assertFalse(cell.sh(CONNECT, port).log().contains("REACHED"));
            Ended devices = cell.sh("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '");
            assertEquals("lo\n", devices.log(), "no other device than its own loopback");
        }
    }

    /// Some families of sockets know no network namespaces: they are refused by number.
    @ParameterizedTest
    @EnumSource
    void noStrangeSockets(Means means) throws IOException {
        try (Cell cell = Cell.open(means)) {
            String open = "perl -e 'socket(my $s, shift, shift, 0) ? print \"OPEN\" : print \"$!\"' $1 $2";
            assertEquals("OPEN", cell.sh(open, "1", "1").log(), "control: a unix socket");
            for (String family : new String[] {"17", "38", "40"}) {
                assertEquals(
                        "Address family not supported by protocol",
                        cell.sh(open, family, "1").log(),
                        family);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noKeyOfTheNode(Means means, @TempDir Path home) throws IOException {
        Path key = Files.writeString(home.resolve("node.key"), "SECRET\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (Cell cell = Cell.open(means)) {
            assertEquals("SECRET\n", Cell.outside(READ, key.toString()), "control");
            assertFalse(cell.sh(READ, key.toString()).log().contains("SECRET"));
            String through = "for way in root cwd; do cat /proc/[0-9]*/$way/\"$1\"; done";
            assertTrue(Cell.outside(through, key.toString()).contains("SECRET"), "control");
            assertFalse(cell.sh(through, key.toString()).log().contains("SECRET"));
        }
    }

    /// Readable by everybody on the machine, but not part of its programs.
    @ParameterizedTest
    @EnumSource
    void noFilesOfTheMachine(Means means) throws IOException {
        Path folder = Files.createTempDirectory("open-to-all-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(folder.resolve("file"), "OF THE MACHINE\n");
        try (Cell cell = Cell.open(means)) {
            assertEquals("OF THE MACHINE\n", Cell.outside(READ, file.toString()), "control");
            assertFalse(cell.sh(READ, file.toString()).log().contains("OF THE MACHINE"));
            assertTrue(Cell.outside("cat /etc/passwd").contains("root:"), "control");
            assertFalse(cell.sh("cat /etc/passwd").log().contains("root:"));
            assertEquals(
                    "", cell.sh("ls /home /root /var /srv /opt 2>/dev/null").log());
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noWritingOutsideOfItsDisk(Means means) throws IOException {
        try (Cell cell = Cell.open(means)) {
            String write = "echo x > \"$1/written\" && echo WRITTEN";
            for (String folder : new String[] {"/build", "/tmp", "/dev/shm"}) {
                assertEquals("WRITTEN\n", cell.sh(write, folder).log(), "control: " + folder);
            }
            for (String folder : new String[] {"/", "/usr", "/usr/bin", "/etc", "/dev", "/proc/sys/kernel"}) {
                assertFalse(cell.sh(write, folder).log().contains("WRITTEN"), folder);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noOtherBuild(Means means) throws IOException {
        try (Cell one = Cell.open(means);
                Cell other = Cell.open(means)) {
            assertTrue(one.sh("echo MINE > /build/file; echo MINE > /tmp/file; echo MINE > /dev/shm/file")
                    .succeeded());
            String read = "cat /build/file /tmp/file /dev/shm/file";
            assertEquals("MINE\nMINE\nMINE\n", one.sh(read).log(), "control: its next phase sees it");
            assertFalse(other.sh(read).log().contains("MINE"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noProcessOfTheMachine(Means means) throws IOException {
        try (Cell cell = Cell.open(means)) {
            String count = "set -- /proc/[0-9]*; echo $#";
            assertTrue(Integer.parseInt(Cell.outside(count).strip()) > 4, "control");
            assertTrue(Integer.parseInt(cell.sh(count).log().strip()) <= 4);
        }
    }

    /// A user namespace of its own would give a build all capabilities in it, and with them most of the kernel
    /// to attack.
    @ParameterizedTest
    @EnumSource
    void noNamespacesAndNoCapabilities(Means means) throws IOException {
        try (Cell cell = Cell.open(means)) {
            String become = "unshare --user --map-root-user echo BECAME ROOT";
            assertEquals("BECAME ROOT\n", Cell.outside(become), "control");
            assertFalse(cell.sh(become).log().contains("BECAME"));
            String status = cell.sh("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status")
                    .log();
            assertEquals(
                    5,
                    status.lines().filter(line -> line.matches("Cap...:\t0+")).count(),
                    status);
            assertTrue(status.contains("NoNewPrivs:\t1") && status.contains("Seccomp:\t2"), status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfTheBuildersEnvironment(Means means) throws IOException {
        try (Cell cell = Cell.open(means)) {
            String names = cell.sh("env | cut -d= -f1 | sort | tr '\\n' ' '").log();
            assertEquals("HOME PATH PWD SHLVL TMPDIR _ ", names);
            String files = cell.sh("ls /proc/self/fd | tr '\\n' ' '").log();
            assertEquals("0 1 2 3 ", files, "three streams, and the folder that is listed");
            String blocked = cell.sh("grep SigBlk /proc/self/status").log();
            assertEquals("SigBlk:\t0000000000000000\n", blocked);
        }
    }
}
