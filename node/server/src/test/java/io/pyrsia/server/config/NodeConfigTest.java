package io.pyrsia.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
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
