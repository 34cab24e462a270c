package io.pyrsia.registry.oci;

import static io.pyrsia.registry.oci.TestNode.digest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.registry.oci.TestNode.Told;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no client would send.
class HostileTest {

    private final FakeUpstream upstream = new FakeUpstream();
    private final TestNode node;

    HostileTest(@TempDir Path folder) throws Exception {
        node = new TestNode(folder, Told.of("docker.io=" + upstream.url()));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        upstream.close();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                            .readLine());
        } catch (SocketException e) {
            return "cut";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/../../etc/passwd/manifests/1",
                "/v2/%2e%2e/%2e%2e/manifests/1",
                "/v2/a/..%2f..%2fb/manifests/1",
                "/v2/a//b/manifests/1",
                "/v2/A/manifests/1",
                "/v2/a/manifests/.x",
                "/v2/a/manifests/sha256:../../x",
                "/v2/a/blobs/sha256:zz",
                "/v2/a/blobs/md5:00000000000000000000000000000000",
                "/v2/a/b%00/manifests/1",
                "/v2/a?ns=../../x",
                "/v2/a/manifests/1?ns=..%2f..%2f",
                "/v2/a/tags/list?n=-1",
                "/v2/a/tags/list?last=../x",
                "/v2/a/referrers/latest",
                "/v2/nothing"
            })
    void namesThatAreNoneAreRefusedAndNeverReachTheUpstream(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
        assertTrue(upstream.asked().isEmpty(), () -> upstream.asked().toString());
    }

    @Test
    void aNameOfAnyLengthOrShapeIsJudgedByItsGrammar() {
        assertTrue(OciName.isRepository("a/b-c/d.e__f---g/0"));
        for (String name :
                new String[] {"", "/", "a/", "/a", "a..b", "a___b", "-a", "a-", "a b", "ä", "a/./b", "x".repeat(256)}) {
            assertFalse(OciName.isRepository(name), name);
        }
        assertFalse(OciName.isRepository("a-".repeat(100_000)));
        assertTrue(OciName.isTag("_1.0-B"));
        assertFalse(OciName.isTag("x".repeat(129)));
        assertThrows(OciError.class, () -> OciPath.parse("/".repeat(10_000)));
    }

    @Test
    void floodsOfHeadersAndEndlessLinesAreCutAndOthersAreServed() throws Exception {
        String head = "GET /v2/ HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        for (String flood : new String[] {
            head + "X: y\r\n".repeat(100_000), head + "X: " + "y".repeat(1_000_000), "GET /v2/" + "a".repeat(1_000_000)
        }) {
            String answer = raw(flood);
            assertTrue(answer.startsWith("HTTP/1.1 4") || answer.equals("cut") || answer.equals("null"), answer);
        }
        assertEquals(401, node.get("/v2/").statusCode());
    }

    @Test
    void absurdRangesAreIgnoredOrRefused() throws Exception {
        byte[] blob = new byte[200_000];
        String path = "/v2/a/blobs/" + digest(blob);
        upstream.serve(path, "application/octet-stream", blob);
        assertEquals(200, node.get(path).statusCode());
        assertEquals(
                416, node.get(path, "Range", "bytes=99999999999999999999999-").statusCode());
        assertEquals(
                206, node.get(path, "Range", "bytes=0-99999999999999999999999").statusCode());
        assertEquals(
                200, node.get(path, "Range", "bytes=" + "0-,".repeat(60) + "0-").statusCode());
        assertEquals(
                200,
                node.get(path, "Range", "bytes=" + "1-1,".repeat(1_000) + "1-1").statusCode());
        assertEquals(200, node.get(path, "Range", "lines=1-2").statusCode());
        assertEquals(200, node.get(path, "Range", "bytes=-").statusCode());
    }
}
