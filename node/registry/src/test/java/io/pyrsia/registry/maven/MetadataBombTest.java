package io.pyrsia.registry.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.registry.TrustLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Metadata that grows when it is read: it is never unpacked, never expanded, and what others say is served.
class MetadataBombTest {

    private static final String PATH = "org/example/thing/maven-metadata.xml";
    private static final byte[] GOOD = ("<metadata><groupId>org.example</groupId><artifactId>thing</artifactId>"
                    + "<versioning><versions><version>1.0</version></versions></versioning></metadata>")
            .getBytes(UTF_8);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int nodes;

    @AfterEach
    void stop() {
        client.close();
    }

    private HttpResponse<byte[]> ask(ServedFolder... upstreams) throws Exception {
        try (TestNode node = new TestNode(
                folder.resolve("node" + nodes++), "", TrustLog.empty(), LoggedNames.none(), List.of(upstreams))) {
            return client.send(HttpRequest.newBuilder(node.base().resolve(PATH)).build(), BodyHandlers.ofByteArray());
        }
    }

    private void assertHarmless(byte[] bomb) throws Exception {
        try (ServedFolder bad = new ServedFolder(folder.resolve("bad")).add(PATH, bomb);
                ServedFolder good = new ServedFolder(folder.resolve("good")).add(PATH, GOOD)) {
            HttpResponse<byte[]> merged = ask(bad, good);
            assertEquals(200, merged.statusCode());
            assertEquals(List.of("1.0"), MetadataXml.read(merged.body()).versions());
        }
    }

    @Test
    void whatIsPackedStaysPacked() throws Exception {
        byte[] bomb = packed(64 << 20);
        assertHarmless(bomb);
        try (ServedFolder bad = new ServedFolder(folder.resolve("bad"))) {
            assertArrayEquals(bomb, ask(bad).body());
            try (ServedFolder other = new ServedFolder(folder.resolve("other")).add(PATH, bomb)) {
                assertEquals(502, ask(bad, other).statusCode());
            }
        }
    }

    @Test
    void entitiesAreNotExpanded() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE metadata [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY e%d \"&e%d;&e%d;\">".formatted(i, i - 1, i - 1));
        }
        laughs.append("]><metadata><groupId>&e29;</groupId></metadata>");
        assertHarmless(laughs.toString().getBytes(UTF_8));
    }

    @Test
    void moreThanIsHeldInMemoryIsNotTaken() throws Exception {
        byte[] large = new byte[Maven.MAX_METADATA_BYTES + 1];
        Arrays.fill(large, (byte) ' ');
        assertHarmless(large);
        try (ServedFolder bad = new ServedFolder(folder.resolve("bad"))) {
            HttpResponse<byte[]> alone = ask(bad);
            assertEquals(413, alone.statusCode());
            assertTrue(new String(alone.body(), UTF_8).contains("sends more than"));
        }
    }

    private static byte[] packed(int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < bytes; i += block.length) {
                zip.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
