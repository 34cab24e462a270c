package io.pyrsia.builder.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tools get through the recorder, what they do not get, and what is written down of it.
class RecorderTest {

    private static final Set<String> ALL = Set.of("maven", "pypi", "npm", "crates", "go");

    @TempDir
    private Path folder;

    private LocalRegistry registry;
    private Upstream upstream;
    private Recording recording;

    @BeforeEach
    void start() throws IOException {
        registry = new LocalRegistry();
        upstream = new Upstream(1 << 20, Duration.ofMinutes(2));
        recording = new Recording(upstream, folder, 4 << 20);
    }

    @AfterEach
    void stop() {
        upstream.close();
        registry.close();
    }

    private Recorder open(Set<String> allowed, Optional<Instant> asOf) throws IOException {
        return Recorder.open(folder.resolve("socket"), registry.registries(), allowed, asOf, recording);
    }

    private String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.0\r\n\r\n");
    }

    /// Sends bytes and reads to the end of the connection.
    private String send(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("socket")))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A connection that ends while there is more to read may end with an error.
    private String cutOff(String request) {
        try {
            return send(request);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aFileIsGivenAsItIsAndWrittenDown() throws IOException {
        registry.put("/maven/a/b/1/b-1.jar", "application/java-archive", "bytes of a jar");
        try (Recorder recorder = open(ALL, Optional.empty())) {
            assertTrue(get("/maven/a/b/1/b-1.jar").endsWith("\r\n\r\nbytes of a jar"));
            get("/maven/a/b/1/b-1.jar");
            assertEquals(List.of("/maven/a/b/1/b-1.jar"), registry.asked(), "asked once, given twice");
            Input input = recording.inputs().getFirst();
            assertEquals(Digest.sha256(Bytes.wrap("bytes of a jar".getBytes(StandardCharsets.UTF_8))), input.digest());
            assertEquals(registry.address("/maven/a/b/1/b-1.jar"), input.url());
            assertEquals(14, input.bytes());
            assertFalse(input.index());
            assertTrue(recorder.tunnel(folder).binds().containsValue(folder.resolve("socket")));
        }
    }

    @Test
    void whatIsNotThereOrNotAllowedIsRefusedInWords() throws IOException {
        try (Recorder recorder = open(Set.of("maven"), Optional.empty())) {
            recorder.tunnel(folder);
            assertTrue(get("/maven/gone").startsWith("HTTP/1.1 404 "));
            String other = get("/npm/left-pad");
            assertTrue(other.startsWith("HTTP/1.1 403 "), other);
            assertTrue(other.contains("the recipe does not allow a registry 'npm'"), other);
            assertEquals(List.of("/maven/gone"), registry.asked());
            assertEquals(List.of(), recording.inputs());
        }
        assertThrows(IOException.class, () -> get("/maven/gone"), "closed");
    }

    /// Tools that are confused or hostile: nothing of it reaches a registry.
    @Test
    void onlyPlainRequestsAreTaken() throws IOException {
        try (Recorder recorder = open(ALL, Optional.empty())) {
            recorder.tunnel(folder);
            for (String path : List.of("/maven/../x", "/maven/%2e%2E/x", "/maven//x", "http://other/", "/maven/a?b")) {
                assertTrue(get(path).startsWith("HTTP/1.1 400 "), path);
            }
            String post = send("POST /npm/-/audit HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
            assertTrue(post.startsWith("HTTP/1.1 405 "), post);
            assertEquals("", send("NONSENSE\r\n\r\n"));
            assertEquals("", cutOff("GET /maven/" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n"));
            assertEquals(List.of(), registry.asked());
        }
    }

    /// Git's two requests for reading, and only where the source is a repository: elsewhere not even these.
    @Test
    void gitReadsOneRepository() throws IOException {
        String want = "POST " + GitRelay.PACK + " HTTP/1.0\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n0000";
        try (Recorder recorder = open(ALL, Optional.empty())) {
            recorder.tunnel(folder);
            assertTrue(get(GitRelay.REFERENCES).startsWith("HTTP/1.1 403 "));
            assertTrue(send(want).startsWith("HTTP/1.1 403 "));
        }
        assertEquals(List.of(), registry.asked());
        registry.put("/team/p.git/git-upload-pack", "application/x-git-upload-pack-result", "PACK");
        URI repository = registry.address("/team/p.git/");
        try (Recorder recorder = Recorder.open(folder.resolve("socket"), repository, recording)) {
            assertTrue(recorder.tunnel(folder.resolve("git")).binds().containsValue(folder.resolve("socket")));
            assertTrue(send(want).endsWith("PACK"));
            assertTrue(get("/git/HEAD").startsWith("HTTP/1.1 403 "));
            assertTrue(get("/maven/a").startsWith("HTTP/1.1 403 "));
            assertTrue(get("/git/info/refs?service=git-receive-pack").startsWith("HTTP/1.1 400 "));
            String write = want.replace("upload", "receive");
            assertTrue(send(write).startsWith("HTTP/1.1 405 "));
            String large = want.replace("Content-Length: 4", "Content-Length: 1048577");
            assertTrue(send(large).startsWith("HTTP/1.1 405 "));
            String chunked = want.replace("Content-Length: 4", "Transfer-Encoding: chunked");
            assertTrue(send(chunked).startsWith("HTTP/1.1 405 "));
        }
        assertEquals(List.of("/team/p.git/git-upload-pack"), registry.asked());
        assertEquals(List.of(), recording.inputs(), "what was given is the commit, and this is not it yet");
    }

    @Test
    void oneConnectionServesManyRequests() throws IOException {
        registry.put("/maven/a", "text/plain", "first");
        registry.put("/maven/b", "text/plain", "second");
        try (Recorder recorder = open(ALL, Optional.empty())) {
            recorder.tunnel(folder);
            String close = "Connection: close\r\n\r\n";
            String answers = send(request("HEAD", "/maven/a", "\r\n")
                    + request("GET", "/maven/a", "\r\n")
                    + request("GET", "/maven/b", close));
            assertEquals(3, answers.split("HTTP/1.1 200 OK", -1).length - 1, answers);
            assertEquals(answers.indexOf("first"), answers.lastIndexOf("first"), "HEAD has no body");
            assertTrue(answers.endsWith("second"));
        }
    }

    private static String request(String method, String path, String rest) {
        return method + " " + path + " HTTP/1.1\r\n" + rest;
    }

    @Test
    void tooMuchIsNotFetched() throws IOException {
        registry.put("/maven/huge", "text/plain", new byte[(1 << 20) + 1]);
        for (int i = 0; i < 5; i++) {
            registry.put("/maven/" + i, "text/plain", new byte[1 << 20]);
        }
        try (Recorder recorder = open(ALL, Optional.empty())) {
            recorder.tunnel(folder);
            assertTrue(get("/maven/huge").startsWith("HTTP/1.1 502 "));
            for (int i = 0; i < 4; i++) {
                assertTrue(get("/maven/" + i).startsWith("HTTP/1.1 200 "));
            }
            assertTrue(get("/maven/4").startsWith("HTTP/1.1 502 "), "the total has a limit too");
        }
    }

    @Test
    void linksOfAPythonIndexLeadBack() throws IOException {
        String sum = Digest.sha256(Bytes.wrap("wheel".getBytes(StandardCharsets.UTF_8)))
                .hex();
        registry.put("/files/p-1.whl", "application/zip", "wheel");
        registry.put("/files/p-2.whl", "application/zip", "another");
        registry.put("/pypi/simple/p/", "text/html", """
                <a href="../../../files/p-1.whl#sha256=%s" data-requires-python="&gt;=3.6">p-1.whl</a>
                <a href="/files/p-2.whl#sha256=%s">p-2.whl</a>""".formatted(sum, sum));
        try (Recorder recorder = open(ALL, Optional.empty())) {
            recorder.tunnel(folder);
            String page = get("/pypi/simple/p/");
            assertTrue(
                    page.contains("<a href=\"../../files/p/p-1.whl#sha256=" + sum
                            + "\" data-requires-python=\"&gt;=3.6\">p-1.whl</a>"),
                    page);
            assertTrue(get("/pypi/files/p/p-1.whl").endsWith("\r\n\r\nwheel"));
            String other = get("/pypi/files/p/p-2.whl");
            assertTrue(other.startsWith("HTTP/1.1 502 ") && other.contains("not what its index says"), other);
            assertTrue(get("/pypi/files/p/p-3.whl").startsWith("HTTP/1.1 404 "));
        }
    }

    @Test
    void aPythonIndexIsShownAsItWas() throws IOException {
        registry.put("/pypi/simple/p/", "application/vnd.pypi.simple.v1+json", """
                {"files": [
                  {"filename": "p-1.whl", "url": "/files/1", "hashes": {}, "upload-time": "2020-01-01T00:00:00Z"},
                  {"filename": "p-2.whl", "url": "/files/2", "hashes": {}, "upload-time": "2024-01-01T00:00:00Z"}]}""");
        registry.put("/files/2", "application/zip", "two");
        try (Recorder recorder = open(ALL, Optional.of(Instant.parse("2021-01-01T00:00:00Z")))) {
            recorder.tunnel(folder);
            String page = get("/pypi/simple/p/");
            assertTrue(page.contains("p-1.whl") && !page.contains("p-2.whl"), page);
            assertTrue(get("/pypi/files/p/p-2.whl").startsWith("HTTP/1.1 404 "), "nor by a guess");
        }
    }

    @Test
    void npmsVersionsAreShownAsTheyWere() throws IOException {
        registry.put("/npm/p", "application/json", """
                {"name": "p", "dist-tags": {"latest": "2.0.0"},
                 "time": {"1.0.0": "2020-01-01T00:00:00Z", "2.0.0": "2024-01-01T00:00:00Z"},
                 "versions": {
                   "1.0.0": {"name": "p", "dist": {"tarball": "https://elsewhere/p/-/p-1.0.0.tgz"}},
                   "2.0.0": {"name": "p", "dist": {"tarball": "https://elsewhere/p/-/p-2.0.0.tgz"}}}}""");
        registry.put("/npm/p/-/p-1.0.0.tgz", "application/gzip", "archive");
        try (Recorder recorder = open(ALL, Optional.of(Instant.parse("2021-01-01T00:00:00Z")))) {
            recorder.tunnel(folder);
            String list = get("/npm/p");
            assertTrue(list.contains("\"tarball\":\"http://127.0.0.1:8081/npm/p/-/p-1.0.0.tgz\""), list);
            assertTrue(list.contains("\"dist-tags\":{\"latest\":\"1.0.0\"}"), list);
            assertFalse(list.contains("p-2.0.0.tgz") || list.contains("elsewhere"), list);
            assertTrue(get("/npm/p/-/p-1.0.0.tgz").endsWith("archive"));
        }
    }

    @Test
    void cratesComeFromWhereTheIndexSays() throws IOException {
        registry.put("/crates/config.json", "application/json", "{\"dl\": \"" + registry.address("/dl") + "\"}");
        registry.put("/crates/cf/g-/cfg-if", "text/plain", "{}");
        registry.put("/dl/cfg-if/1.0.1/download", "application/gzip", "crate");
        try (Recorder recorder = open(ALL, Optional.empty())) {
            recorder.tunnel(folder);
            String settings = get("/crates/config.json");
            assertTrue(
                    settings.contains("{\"dl\":\"http://127.0.0.1:8081/crates/dl/{crate}/{version}.crate\"}"),
                    settings);
            assertTrue(get("/crates/cf/g-/cfg-if").endsWith("{}"));
            assertTrue(get("/crates/dl/cfg-if/1.0.1.crate").endsWith("crate"));
            assertEquals(
                    List.of(true, true, false),
                    recording.inputs().stream().map(Input::index).toList());
        }
    }

    /// A registry that sends nonsense is one sentence to the tool, and the recorder goes on.
    @Test
    void nonsenseFromARegistryIsASentence() throws IOException {
        registry.put("/npm/p", "application/json", "[1, 2");
        registry.put("/npm/q", "application/json", "{\"versions\": {\"1\": 1}}");
        registry.put("/pypi/simple/p/", "application/json", "{\"files\": 7}");
        registry.put("/crates/config.json", "application/json", "{\"dl\": \"not an address\"}");
        try (Recorder recorder = open(ALL, Optional.empty())) {
            recorder.tunnel(folder);
            for (String path : List.of("/npm/p", "/npm/q", "/pypi/simple/p/", "/crates/dl/a/1.crate")) {
                assertTrue(get(path).startsWith("HTTP/1.1 502 "), path);
            }
        }
        assertTrue(Files.notExists(folder.resolve("socket")));
    }
}
