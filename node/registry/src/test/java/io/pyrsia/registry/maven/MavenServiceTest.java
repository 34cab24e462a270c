package io.pyrsia.registry.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.TrustLog;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a Maven client gets from a node, over real sockets and from a real upstream.
class MavenServiceTest {

    private static final String POM = "org/example/thing/1.0/thing-1.0.pom";
    private static final String JAR = "org/example/thing/1.0/thing-1.0.jar";
    private static final byte[] POM_BYTES = "<project/>".getBytes(UTF_8);
    private static final byte[] JAR_BYTES = random(300_000);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private ServedFolder upstream;
    private TestNode node;

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void start() throws Exception {
        upstream =
                new ServedFolder(folder.resolve("upstream")).add(POM, POM_BYTES).add(JAR, JAR_BYTES);
        node = new TestNode(folder.resolve("node"), "", TrustLog.empty(), LoggedNames.none(), List.of(upstream));
    }

    @AfterEach
    void stop() {
        node.close();
        upstream.close();
        client.close();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.base().resolve(path)).method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, new byte[0], headers);
    }

    private String text(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(path);
        assertEquals(200, response.statusCode(), path + ": " + new String(response.body(), UTF_8));
        return new String(response.body(), UTF_8);
    }

    private int put(String path, byte[] body) throws IOException, InterruptedException {
        return send("PUT", path, body, "Authorization", "Bearer " + TestNode.SECRET)
                .statusCode();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void aFileComesWithItsChecksumsAndIsFetchedOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(JAR_BYTES, get(JAR).body());
        }
        HttpResponse<byte[]> pom = get(POM);
        assertArrayEquals(POM_BYTES, pom.body());
        assertEquals(1, upstream.asked("GET " + JAR));
        Sums sums = Sums.of(JAR_BYTES);
        HttpResponse<byte[]> again = get(JAR);
        for (Algorithm algorithm : Algorithm.values()) {
            assertEquals(sums.get(algorithm), header(again, algorithm.header()), algorithm.name());
            assertEquals(sums.get(algorithm), text(JAR + algorithm.suffix()));
        }
        assertEquals("application/java-archive", header(again, "Content-Type"));
        assertEquals("application/xml", header(pom, "Content-Type"));
    }

    @Test
    void theHeadAloneSaysTheSame() throws Exception {
        HttpResponse<byte[]> cold = send("HEAD", JAR, new byte[0]);
        assertEquals(200, cold.statusCode());
        assertEquals(String.valueOf(JAR_BYTES.length), header(cold, "Content-Length"));
        assertEquals(0, upstream.asked("GET " + JAR));
        HttpResponse<byte[]> whole = get(JAR);
        HttpResponse<byte[]> warm = send("HEAD", JAR, new byte[0]);
        assertEquals(String.valueOf(JAR_BYTES.length), header(warm, "Content-Length"));
        assertEquals(header(get(JAR), "ETag"), header(warm, "ETag"));
        assertEquals(header(whole, "Last-Modified"), header(warm, "Last-Modified"));
        assertEquals(404, send("HEAD", "org/example/no/1/no-1.jar", new byte[0]).statusCode());
    }

    @Test
    void aDownloadThatBrokeGoesOn() throws Exception {
        String modified = header(get(JAR), "Last-Modified");
        HttpResponse<byte[]> rest = get(JAR, "Range", "bytes=299000-", "If-Unmodified-Since", modified);
        assertEquals(206, rest.statusCode());
        assertEquals("bytes 299000-299999/300000", header(rest, "Content-Range"));
        assertEquals(1_000, rest.body().length);
        assertEquals(
                412,
                get(JAR, "Range", "bytes=299000-", "If-Unmodified-Since", "Thu, 01 Jan 1998 00:00:00 GMT")
                        .statusCode());
        assertEquals(416, get(JAR, "Range", "bytes=300000-").statusCode());
        String etag = header(get(JAR), "ETag");
        assertEquals(304, get(JAR, "If-None-Match", etag).statusCode());
        assertEquals(304, get(JAR, "If-Modified-Since", modified).statusCode());
    }

    @Test
    void whatWasSeenIsServedWhenTheUpstreamIsGone() throws Exception {
        get(JAR);
        upstream.add("org/example/thing/maven-metadata.xml", MetadataXml.write(versions("20260101000000", "1.0")));
        String metadata = text("org/example/thing/maven-metadata.xml");
        upstream.close();
        assertArrayEquals(JAR_BYTES, get(JAR).body());
        assertEquals(metadata, text("org/example/thing/maven-metadata.xml"));
        HttpResponse<byte[]> never = get(POM);
        assertEquals(502, never.statusCode());
        assertEquals("application/problem+json", header(never, "Content-Type"));
    }

    @Test
    void whatIsNowhereIsMissing() throws Exception {
        HttpResponse<byte[]> missing = get("org/example/no/1/no-1.pom");
        assertEquals(404, missing.statusCode());
        assertTrue(new String(missing.body(), UTF_8).contains("upstream0 does not have it"), "the sentence says who");
        assertEquals(404, get("robots.txt").statusCode());
        assertEquals(400, get("org/example/%2e%2e/1/no-1.pom%0d%0aX").statusCode());
    }

    @Test
    void anUpstreamThatFlipsABitIsNotBelieved() throws Exception {
        upstream.lie();
        HttpResponse<byte[]> pom = get(POM);
        assertEquals(502, pom.statusCode());
        assertEquals(0, store(Digest.sha256(Bytes.wrap(POM_BYTES))));
    }

    private int store(Digest digest) {
        return node.store.contains(digest) ? 1 : 0;
    }

    private static Metadata versions(String lastUpdated, String... versions) {
        String last = versions[versions.length - 1];
        return new Metadata(
                "org.example",
                "thing",
                "",
                last,
                last,
                lastUpdated,
                List.of(versions),
                Metadata.Snapshot.NONE,
                List.of(),
                List.of());
    }

    @Test
    void metadataOfSeveralUpstreamsIsMerged() throws Exception {
        String path = "org/example/thing/maven-metadata.xml";
        try (ServedFolder second = new ServedFolder(folder.resolve("second"));
                TestNode both = new TestNode(
                        folder.resolve("both"), "", TrustLog.empty(), LoggedNames.none(), List.of(upstream, second))) {
            upstream.add(path, MetadataXml.write(versions("20260101000000", "1.0")));
            second.add(path, MetadataXml.write(versions("20260202000000", "1.0", "2.0")));
            byte[] merged = client.send(
                            HttpRequest.newBuilder(both.base().resolve(path)).build(), BodyHandlers.ofByteArray())
                    .body();
            assertEquals(versions("20260202000000", "1.0", "2.0"), MetadataXml.read(merged));
            String sum = client.send(
                            HttpRequest.newBuilder(both.base().resolve(path + ".sha1"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertEquals(Sums.of(merged).get(Algorithm.SHA1), sum);
        }
    }

    @Test
    void deployedReleasesAreServedAndNeverChange() throws Exception {
        String base = "local/thing/1.0/thing-1.0";
        assertEquals(201, put(base + ".pom", POM_BYTES));
        assertEquals(
                201,
                put(base + ".pom.sha1", Sums.of(POM_BYTES).get(Algorithm.SHA1).getBytes(UTF_8)));
        assertEquals(409, put(base + ".pom.sha1", "0".repeat(40).getBytes(UTF_8)));
        assertEquals(201, put(base + ".pom", POM_BYTES));
        assertEquals(409, put(base + ".pom", JAR_BYTES));
        assertArrayEquals(POM_BYTES, get(base + ".pom").body());
        assertEquals(201, put("local/thing/1.1-SNAPSHOT/thing-1.1-20261121.120000-1.jar", JAR_BYTES));
        Metadata metadata =
                MetadataXml.read(text("local/thing/maven-metadata.xml").getBytes(UTF_8));
        assertEquals(List.of("1.0", "1.1-SNAPSHOT"), metadata.versions());
        assertEquals("1.0", metadata.release());
        Metadata builds = MetadataXml.read(
                text("local/thing/1.1-SNAPSHOT/maven-metadata.xml").getBytes(UTF_8));
        assertEquals(new Metadata.Snapshot("20261121.120000", "1"), builds.snapshot());
        assertEquals(0, upstream.asked("GET local/thing/maven-metadata.xml"));
    }

    @Test
    void onlyOwnPackagesCanBeDeployed() throws Exception {
        HttpResponse<byte[]> unknown = send("PUT", "local/thing/1.0/thing-1.0.pom", POM_BYTES);
        assertEquals(401, unknown.statusCode());
        assertEquals("Basic realm=\"pyrsia\"", header(unknown, "WWW-Authenticate"));
        assertEquals(403, put(JAR, JAR_BYTES));
        assertEquals(403, put(".meta/prefixes.txt", POM_BYTES));
        assertEquals(400, put("local/thing/maven-metadata.xml", "<!DOCTYPE x><metadata/>".getBytes(UTF_8)));
        assertEquals(405, send("DELETE", JAR, new byte[0]).statusCode());
    }

    @Test
    void theLogDecidesWhatIsServedAndListsIt() throws Exception {
        Purl known = Purl.parse("pkg:maven/org.example/thing@1.0#thing-1.0.pom");
        Digest digest = Digest.sha256(Bytes.wrap(POM_BYTES));
        TrustLog log = new TrustLog() {
            @Override
            public Optional<Logged> named(Purl purl) {
                return purl.equals(known) ? Optional.of(new Logged(digest, Trust.VERIFIED)) : Optional.empty();
            }

            @Override
            public Optional<Trust> trustOf(Digest asked) {
                return asked.equals(digest) ? Optional.of(Trust.VERIFIED) : Optional.empty();
            }
        };
        node.close();
        node = new TestNode(
                folder.resolve("strict"),
                "VERIFIED *",
                log,
                cursor -> new LoggedNames.Page(List.of(known, known), Optional.empty()),
                List.of(upstream));
        assertArrayEquals(POM_BYTES, get(POM).body());
        HttpResponse<byte[]> refused = get(JAR);
        assertEquals(403, refused.statusCode());
        assertTrue(new String(refused.body(), UTF_8).contains("is not in the log"), new String(refused.body(), UTF_8));
        assertEquals(digest.hex() + "  " + POM + "\n", text(".meta/checksums.sha256"));
    }

    @Test
    void groupsAreListedIfAllUpstreamsSayTheirs() throws Exception {
        assertEquals(404, get(".meta/prefixes.txt").statusCode());
        upstream.add(".meta/prefixes.txt", "## repository-prefixes/2.0\n# all\n/org/example\n".getBytes(UTF_8));
        put("local/thing/1.0/thing-1.0.pom", POM_BYTES);
        put("local/thing/1.1/thing-1.1.pom", POM_BYTES);
        put("local/other/1.0/other-1.0.pom", POM_BYTES);
        assertEquals(
                "## repository-prefixes/2.0\n/org/example\n/local/other\n/local/thing\n", text(".meta/prefixes.txt"));
        upstream.add(".meta/prefixes.txt", "@ unsupported\n".getBytes(UTF_8));
        assertEquals(404, get(".meta/prefixes.txt").statusCode());
    }
}
