package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.dist.faults.Await;
import io.pyrsia.dist.faults.Command;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What keeps a node or a network from starting is one clear sentence and an exit code, and damages nothing: a node
/// with data is the one that all is tried on, beside a network that runs.
class BadInputIT {

    private static final Pattern LISTEN = Pattern.compile("(?m)^p2p\\.listen = (\\S+)$");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path temporary;

    @SuppressWarnings("NullAway.Init") // before all
    private static UpNetwork network;

    /// The node that was started once and stopped again.
    @SuppressWarnings("NullAway.Init") // before all
    private static Path data;

    @BeforeAll
    static void start() throws Exception {
        network = UpNetwork.in(Files.createDirectory(temporary.resolve("up")));
        data = Files.createDirectory(temporary.resolve("node"));
        Path log = temporary.resolve("node.log");
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(UpNetwork.PYRSIA.toString()), Stream.of(words(Map.of())))
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Await.until(() -> "the node starts", () -> {
            String said = Files.readString(log);
            if (!process.isAlive()) {
                throw new IllegalStateException(said);
            }
            return said.contains(" of network ");
        });
        process.destroy();
        assertEquals(0, process.waitFor());
    }

    @AfterAll
    static void stop() throws Exception {
        network.close();
    }

    private static Launched node(String... flags) throws IOException, InterruptedException {
        return network.pyrsia(Stream.concat(Stream.of("node"), Stream.of(flags)).toArray(String[]::new));
    }

    /// The node with its data, and flags that are said of it in another way.
    private static Launched known(Map<String, String> different) throws IOException, InterruptedException {
        return network.pyrsia(words(different));
    }

    private static String[] words(Map<String, String> different) {
        Map<String, String> flags = new TreeMap<>(Map.of(
                "--data", data.toString(),
                "--genesis", network.genesis().toString(),
                "--http-port", "0",
                "--p2p-listen", "/ip4/127.0.0.1/tcp/0",
                "--memory", "small"));
        flags.putAll(different);
        return Stream.concat(
                        Stream.of("node"),
                        flags.entrySet().stream().flatMap(flag -> Stream.of(flag.getKey(), flag.getValue())))
                .toArray(String[]::new);
    }

    private static void assertRefused(int exitCode, String sentence, Launched refused) {
        assertEquals("pyrsia: " + sentence + "\n", refused.err());
        assertEquals(exitCode, refused.exitCode());
    }

    private static String peerAddress(String node) throws IOException {
        Matcher matcher = LISTEN.matcher(Files.readString(network.configuration(node)));
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    /// Changes a file for as long as a node is tried.
    private static void changed(Path file, String text, int exitCode, String sentence) throws Exception {
        byte[] before = Files.readAllBytes(file);
        Files.writeString(file, text);
        assertRefused(exitCode, sentence, known(Map.of()));
        Files.write(file, before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--http-prot 1|the flag --http-prot: there is no --http-prot; did you mean --http-port?",
                "--http-port|--http-port needs a value",
                "--http-port http --data x|the flag --http-port: a port is a number up to 65535, not http",
                "--http-port 1 --http-port 2|the flag --http-port: --http-port was said before",
                "--data x --memory big|the flag --memory: memory is standard or small, not big",
                "--data x --http-host 0.0.0.0|the flag --http-host: on 0.0.0.0 others can read and change what is sent:"
                        + " set http.tls.certificate and http.tls.key, or use 127.0.0.1",
                "--http-port 0|where is the node's data? Say `data = FOLDER`, --data FOLDER or PYRSIA_NODE_DATA",
                "--config /none|there is no /none",
                "--config /|/ is a folder, not a configuration",
                "prepare x 70000 4|the regular node's port is 1 to 65531, not 70000",
                "prepare x 7888 3|a network on one machine has 4 to 16 authorities, not 3",
            })
    void wrongFlags(String flags, String sentence) throws Exception {
        assertRefused(2, sentence, node(flags.split(" ", -1)));
        assertFalse(Files.exists(Path.of("x")));
    }

    @ParameterizedTest
    @CsvSource({"--http-prot 1,--http-port", "--http-port many,many", "--http-port 70000,not 70000"})
    void wrongFlagsOfUp(String flags, String part) throws Exception {
        Path none = temporary.resolve("none");
        Launched up =
                network.pyrsia(Stream.concat(Stream.of("up", "--data", none.toString()), Stream.of(flags.split(" ")))
                        .toArray(String[]::new));
        assertEquals(2, up.exitCode(), up.err());
        assertTrue(up.err().contains(part), up.err());
        assertFalse(Files.exists(none.resolve("nodes")));
    }

    @Test
    void anUpstreamWithoutAnAddress() throws Exception {
        Path none = temporary.resolve("nowhere");
        String port = "" + FreePorts.row(UpNetwork.NODES.size());
        Launched up =
                network.pyrsia("up", "--data", none.toString(), "--http-port", port, "--oci-upstreams", "docker.io");
        assertEquals(2, up.exitCode(), up.err());
        assertTrue(up.err().contains("an upstream is NAME=URL, not 'docker.io'"), up.err());
        assertFalse(Files.exists(none.resolve("nodes")));
    }

    @Test
    void aLineOfAConfigurationThatIsWrong() throws Exception {
        Path file = Files.writeString(temporary.resolve("wrong.conf"), "data = .\nhttp.prot = 1\n");
        assertRefused(
                2, file + ":2: there is no http.prot; did you mean http.port?", node("--config", file.toString()));
        Files.writeString(file, "data = .\njunk\n");
        assertRefused(2, file + ":2: a line is `name = value`", node("--config", file.toString()));
        Files.write(file, new byte[] {'#', (byte) 0xff, (byte) 0xfe, 0});
        assertRefused(2, file + " is not a text in UTF-8", node("--config", file.toString()));
        Files.writeString(file, "data = a\0b\n");
        assertRefused(2, file + ":1: no file can have that name", node("--config", file.toString()));
    }

    @Test
    void portsThatAreTaken() throws Exception {
        int port = network.httpPort("regular");
        assertRefused(
                4,
                "HTTP port " + port + " of 127.0.0.1 is taken by another program: stop that one, or set http.port to"
                        + " another one",
                known(Map.of("--http-port", "" + port)));
        String peers = peerAddress("authority-1");
        assertRefused(
                4,
                "the port for other nodes at [" + peers + "] is taken by another program: stop that one, or set"
                        + " p2p.listen to another one",
                known(Map.of("--p2p-listen", peers)));
        Path second = temporary.resolve("second");
        Launched up = network.pyrsia("up", "--data", second.toString(), "--http-port", "" + port);
        assertEquals(1, up.exitCode());
        assertTrue(
                up.err()
                        .endsWith("pyrsia: port " + port
                                + " is taken by another program: stop that one, or name another" + " --http-port\n"),
                up.err());
        assertFalse(Files.exists(second.resolve("nodes")));
    }

    @Test
    void dataOfANewerVersion() throws Exception {
        Path mark = data.resolve("pyrsia-data");
        String sentence = "the data in " + data
                + " is of format 2, this program knows 1: use the program that wrote it," + " or a newer one";
        changed(mark, Files.readString(mark).replaceFirst("1", "2"), 3, sentence);

        Path newer = copied(temporary.resolve("newer"));
        Path store = newer.resolve("store");
        setFormat(store, 9);
        assertRefused(
                3,
                "the store " + store + " has format 9, this program knows up to 1: install the newer version again",
                known(Map.of("--data", newer.toString())));
    }

    private static Path copied(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(data.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    /// Writes into the store what a newer program would.
    private static void setFormat(Path store, int format) {
        Bytes key = Bytes.wrap("format".getBytes(StandardCharsets.US_ASCII));
        Database database = Database.open(store, StorageSettings.small());
        database.commit(new Batch().put(Column.META, key, Bytes.ofUnsignedInt(format)));
        database.close();
    }

    @Test
    void foldersOfOthers() throws Exception {
        Path holiday = Files.createDirectory(temporary.resolve("holiday"));
        Files.writeString(holiday.resolve("beach.jpg"), "a picture");
        assertRefused(
                3,
                holiday + " is not the data of a Pyrsia node, it has beach.jpg: name a folder that is empty",
                known(Map.of("--data", holiday.toString())));
        assertEquals(List.of("beach.jpg"), names(holiday));

        Launched otherKey = known(Map.of("--key", temporary.resolve("other.key").toString()));
        assertEquals(3, otherKey.exitCode());
        assertTrue(otherKey.err().startsWith("pyrsia: the data in " + data + " belongs to node "), otherKey.err());

        Path genesis = temporary.resolve("genesis.json");
        Files.writeString(genesis, Files.readString(network.genesis()).replace("\"local\"", "\"another\""));
        Launched other = known(Map.of("--genesis", genesis.toString()));
        assertEquals(3, other.exitCode());
        assertTrue(
                other.err()
                        .matches("pyrsia: the data in " + data + " is of the network local-\\w+, the genesis is that of"
                                + " another-\\w+: give each network a folder of its own\n"),
                other.err());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aSecondProcess() throws Exception {
        Path folder = network.folder("regular");
        Path configuration = network.configuration("regular");
        assertRefused(
                4,
                "the data in " + folder + " is in use by process "
                        + network.process("regular").pid() + ": stop that one first",
                node("--config", configuration.toString()));
        Path copy = Files.createDirectory(temporary.resolve("copy"));
        Files.copy(folder.resolve("node.key"), copy.resolve("node.key"), StandardCopyOption.COPY_ATTRIBUTES);
        Launched sameKey = node("--config", configuration.toString(), "--data", copy.toString());
        assertEquals(4, sameKey.exitCode());
        assertTrue(
                sameKey.err().matches("pyrsia: the key of node \\S+ is in use by process \\d+: stop that one first\n"),
                sameKey.err());
    }

    @Test
    void secretsThatAreNone() throws Exception {
        Path key = data.resolve("node.key");
        changed(key, "\u00e4\u0000junk", 2, key + " has no private key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(
                2,
                "others can read the secret in " + key + ": run `chmod 600 " + key
                        + "`, and think about who has read it",
                known(Map.of()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aDiskThatCannotBeWritten() throws Exception {
        String problem = Command.problem("mount", "--bind", data.toString(), data.toString());
        assumeTrue(problem.isEmpty(), () -> "not run: " + problem);
        try {
            Command.run("mount", "-o", "remount,bind,ro", data.toString());
            Launched refused = known(Map.of());
            assertEquals(5, refused.exitCode(), refused.err());
            assertEquals(1, refused.err().lines().count(), refused.err());
            assertTrue(
                    refused.err().contains(" is on a disk that cannot be written: mount it read-write"), refused.err());
        } finally {
            Command.run("umount", data.toString());
        }
    }

    /// Where the network begins tomorrow, this machine's clock is a day behind.
    @Test
    void aClockThatIsADayOff() throws Exception {
        long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
        Path genesis = temporary.resolve("tomorrow.json");
        Files.writeString(
                genesis,
                Files.readString(network.genesis()).replaceFirst("\"time_ms\":\\d+", "\"time_ms\":" + tomorrow));
        Launched early = known(Map.of(
                "--genesis",
                genesis.toString(),
                "--data",
                temporary.resolve("early").toString()));
        assertEquals(6, early.exitCode(), early.err());
        assertTrue(
                early.err()
                        .matches("pyrsia: this machine's clock says \\S+, but the network began on \\S+: set the"
                                + " clock\n"),
                early.err());
    }

    @Test
    void junkOnEveryPort() throws Exception {
        Map<String, Long> processes = new TreeMap<>();
        for (String node : UpNetwork.NODES) {
            processes.put(node, network.process(node).pid());
        }
        for (String node : UpNetwork.NODES) {
            Junk.at(network.httpPort(node));
            Junk.at(Integer.parseInt(peerAddress(node).replaceFirst(".*/", "")));
        }
        NodeStatus before;
        try (ApiClient authority = network.api("authority-1")) {
            before = authority.status();
            authority.submit(new Instruction.RegisterBuilder(
                    PrivateKey.generate(Randomness.secure()).publicKey().id()));
        }
        for (String node : UpNetwork.NODES) {
            try (ApiClient client = network.api(node)) {
                Await.until(() -> node + " goes on", () -> client.status().height() > before.height());
            }
            assertEquals(processes.get(node), network.process(node).pid(), network.said(node));
            assertFalse(network.said(node).contains("\n\tat "), network.said(node));
        }
    }
}
