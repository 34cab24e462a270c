package io.pyrsia.dist.clients;

import io.pyrsia.base.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tuweni.bytes.Bytes;

/// Somebody else's registry as a process (Debian's `docker-registry`, which is CNCF Distribution), with images of one
/// layer each.
@SuppressWarnings("try") // an interruption ends the test
final class UpstreamRegistry implements AutoCloseable {

    static final String PROGRAM = "docker-registry";

    private static final Pattern LISTENS = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /// What was pushed: the manifest's digest and the layer's.
    record Image(String reference, String manifest, String layer) {}

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private Program program;
    private int port;

    UpstreamRegistry(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log:
                  level: info
                  accesslog:
                    disabled: true
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: 127.0.0.1:0
                """.formatted(folder.resolve("data")));
        program = run();
        port = awaitPort();
    }

    private Program run() throws IOException {
        return Program.start(
                folder.resolve("log"),
                Map.of("OTEL_TRACES_EXPORTER", "none"),
                List.of(PROGRAM, "serve", folder.resolve("config.yml").toString()));
    }

    private int awaitPort() throws InterruptedException, IOException {
        Await.until(
                "the upstream listens", () -> LISTENS.matcher(program.said()).find());
        Matcher port = LISTENS.matcher(program.said());
        return port.find() ? Integer.parseInt(port.group(1)) : 0;
    }

    int port() {
        return port;
    }

    void kill() throws InterruptedException {
        program.close();
    }

    void startAgain() throws Exception {
        program = run();
        port = awaitPort();
    }

    /// An image whose layer is a tar with one file of these bytes.
    Image push(String name, byte[] content) throws IOException, InterruptedException {
        byte[] layer = tar(content);
        String layerDigest = pushBlob(name, layer);
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[\"" + layerDigest + "\"]}}")
                .getBytes(StandardCharsets.UTF_8);
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s",
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}""".formatted(MANIFEST, pushBlob(name, config), config.length, layerDigest, layer.length);
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        send(HttpRequest.newBuilder(address("/v2/" + name + "/manifests/1"))
                .header("Content-Type", MANIFEST)
                .PUT(BodyPublishers.ofByteArray(bytes)));
        return new Image(name + ":1", digest(bytes), layerDigest);
    }

    private String pushBlob(String name, byte[] blob) throws IOException, InterruptedException {
        String place = send(HttpRequest.newBuilder(address("/v2/" + name + "/blobs/uploads/"))
                .POST(BodyPublishers.noBody()));
        String digest = digest(blob);
        send(HttpRequest.newBuilder(URI.create(place + (place.contains("?") ? "&" : "?") + "digest=" + digest))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(blob)));
        return digest;
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElse("");
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    static String digest(byte[] bytes) {
        return Digest.sha256(Bytes.wrap(bytes)).toString();
    }

    private static byte[] tar(byte[] content) {
        byte[] tar = new byte[512 + (content.length + 511) / 512 * 512 + 1024];
        put(tar, 0, "content");
        put(tar, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(content.length) + "00000000000\0");
        put(tar, 156, "0");
        put(tar, 257, "ustar\00000");
        put(tar, 148, "        ");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        put(tar, 148, "%06o\0 ".formatted(sum));
        System.arraycopy(content, 0, tar, 512, content.length);
        return tar;
    }

    private static void put(byte[] tar, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }

    @Override
    public void close() throws Exception {
        program.close();
        client.close();
    }
}
