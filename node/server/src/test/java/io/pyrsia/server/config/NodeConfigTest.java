package io.pyrsia.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private NodeConfig read(String file, Map<String, String> environment, String... flags)
            throws IOException, Malformed {
        Path conf = Files.createDirectories(folder.resolve("conf")).resolve("node.conf");
        Files.writeString(conf, file);
        List<String> words = Stream.concat(Stream.of("--config", "conf/node.conf"), List.of(flags).stream())
                .toList();
        return NodeConfig.read(words, environment, folder);
    }

    @Test
    void onlyTheDataMustBeSaid() throws Exception {
        NodeConfig config = read("# a comment\n\n data = there\n", Map.of());
        Path data = folder.resolve("conf/there");
        assertEquals(data, config.data());
        assertEquals(data.resolve("node.key"), config.key());
        assertEquals(data.resolve("genesis.json"), config.genesis());
        assertEquals("[/ip4/0.0.0.0/tcp/44000]", config.listen().toString());
        assertEquals("127.0.0.1", config.http().host());
        assertEquals(7888, config.http().port());
        assertEquals(data.resolve("api-token"), config.http().token());
    }

    @Test
    void flagsGoBeforeTheEnvironmentBeforeTheFile() throws Exception {
        String file = "data = a\nhttp.port = 1\nhttp.token = t\nmemory = small";
        Map<String, String> environment = Map.of("PYRSIA_NODE_HTTP_PORT", "2", "PYRSIA_NODE_DATA", "b");
        NodeConfig config = read(file, environment, "--http-port", "3");
        assertEquals(3, config.http().port());
        assertEquals(folder.resolve("b"), config.data());
        assertEquals(folder.resolve("conf/t"), config.http().token());
        assertTrue(config.isSmall());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data = a; htp.port = 1 | conf/node.conf:2: there is no htp.port; did you mean http.port?",
                "data = a; data = b | conf/node.conf:2: data was said before",
                "data | conf/node.conf:1: a line is `name = value`",
                "data = a; http.port = 70000 | conf/node.conf:2: a port is a number up to 65535, not 70000",
                "data = a; memory = huge | conf/node.conf:2: memory is standard or small, not huge",
                "data = a; http.tls.key = k | TLS needs both http.tls.certificate and http.tls.key",
                "data = a; http.host = 0.0.0.0 | conf/node.conf:2: on 0.0.0.0 others can read and change what is sent: set"
                        + " http.tls.certificate and http.tls.key; or use 127.0.0.1",
                "http.port = 1 | where is the node's data? Say `data = FOLDER`; --data FOLDER or PYRSIA_NODE_DATA"
            })
    void saysWhatIsWrongAndWhere(String file, String sentence) {
        Malformed problem = assertThrows(Malformed.class, () -> read(file.replace("; ", "\n"), Map.of()));
        assertEquals(
                sentence,
                problem.reason()
                        .replace(folder + "/", "")
                        .replace(", or use", "; or use")
                        .replace("`, --", "`; --"));
    }

    @Test
    void aWitnessNeedsLogsAndAName() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy"), "quorum none\n");
        assertEquals(
                "the flag --witness-name: a witness also needs witness.logs", refusal("--witness-name", "w.example"));
        assertEquals("the flag --witness-logs: the file has no log", refusal("--witness-logs", policy.toString()));
        assertEquals(
                "the flag --log-witnesses: the file has no witness with a URL",
                refusal("--log-witnesses", policy.toString()));
        Files.writeString(policy, "nobody\n");
        assertEquals(
                policy + ": line 1: a line begins with log, witness, group or quorum",
                refusal("--log-witnesses", policy.toString()));
        NoteKey witness =
                new NoteSigner("w.example", PrivateKey.generate(Randomness.seeded(2))).key(NoteKey.Kind.WITNESS);
        for (String url : List.of("w.example", "ftp://w.example/", "https://", "https://w.example/?a=b")) {
            Files.writeString(policy, "witness w " + witness.verifierKey() + " " + url + "\nquorum w\n");
            assertEquals(
                    "a witness is asked by http or https, not at " + url,
                    refusal("--log-witnesses", policy.toString()));
        }
        Files.writeString(policy, "witness w " + witness.verifierKey() + " https://w.example/%\nquorum w\n");
        assertEquals("a witness is not at a URL: https://w.example/%", refusal("--log-witnesses", policy.toString()));
        NoteKey log = new NoteSigner("log.example", PrivateKey.generate(Randomness.seeded(1))).key(NoteKey.Kind.LOG);
        Files.writeString(policy, "log " + log.verifierKey() + "\nquorum none\n");
        assertEquals(
                "a witness needs a name without spaces and plus signs: set witness.name",
                refusal("--witness-logs", policy.toString(), "--witness-name", "a+b"));
    }

    private String refusal(String... flags) {
        return assertThrows(Malformed.class, () -> read("data = a", Map.of(), flags))
                .reason();
    }

    @Test
    void mistypedVariablesAndFlagsAreRefused() {
        assertEquals(
                "PYRSIA_NODE_HTTP_PROT: there is no PYRSIA_NODE_HTTP_PROT; did you mean PYRSIA_NODE_HTTP_PORT?",
                assertThrows(Malformed.class, () -> read("data = a", Map.of("PYRSIA_NODE_HTTP_PROT", "1")))
                        .reason());
        assertEquals(
                "the flag --http-prt: there is no --http-prt; did you mean --http-port?",
                assertThrows(Malformed.class, () -> read("data = a", Map.of(), "--http-prt", "1"))
                        .reason());
        assertEquals(
                "--http-port needs a value",
                assertThrows(Malformed.class, () -> read("data = a", Map.of(), "--http-port"))
                        .reason());
    }
}
