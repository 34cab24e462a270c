package io.pyrsia.e2e;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// Where packages come from, outside of the cluster: CNCF Distribution with images, and a Maven repository, which is
/// files. Both run on the machine of the scenarios, which pods reach at the address `PYRSIA_E2E_HOST`.
final class Upstream implements AutoCloseable {

    private static final String PROGRAM = "docker-registry";
    private static final String REPOSITORY = "pyrsia-e2e/pulled";
    private static final int LAYER_BYTES = 8 << 20;
    private static final Pattern LISTENS = Pattern.compile("listening on [0-9.]+:(\\d+)");

    private final Path folder;
    private final String host;
    private final Process registry;
    private final HttpServer maven;
    private final SecureRandom random = new SecureRandom();

    private Upstream(Path folder, String host) throws IOException {
        this.folder = folder;
        this.host = host;
        Path configuration =
                Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: info, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "%s:0"}
                """.formatted(folder.resolve("registry"), host));
        Files.createDirectories(folder.resolve("maven"));
        ProcessBuilder program = new ProcessBuilder(PROGRAM, "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        program.environment().put("OTEL_TRACES_EXPORTER", "none");
        this.registry = program.start();
        this.maven = SimpleFileServer.createFileServer(
                new InetSocketAddress(host, 0), folder.resolve("maven"), SimpleFileServer.OutputLevel.NONE);
        maven.start();
        Await.that("the upstream listens", () -> LISTENS.matcher(log()).find());
    }

    static Upstream needed(Path folder) throws IOException {
        String host = System.getenv().getOrDefault("PYRSIA_E2E_HOST", "");
        Assumptions.assumeFalse(host.isBlank(), "not run: PYRSIA_E2E_HOST names no address of ours that pods reach");
        Assumptions.assumeTrue(Command.isThere(PROGRAM), "not run: there is no " + PROGRAM);
        return new Upstream(folder, host);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return "";
        }
    }

    /// Where images come from, as nodes are told.
    String ociUpstreams() {
        Matcher listens = LISTENS.matcher(log());
        if (!listens.find()) {
            throw new IllegalStateException("the upstream does not listen");
        }
        return "docker.io=http://%s:%s".formatted(host, listens.group(1));
    }

    /// The lines of a node's specification that has it as its upstream.
    String asPackages() {
        return "packages: {quota: 2 GiB, ociUpstreams: [\"%s\"], mavenUpstreams: [\"central=http://%s:%d\"]}"
                .formatted(ociUpstreams(), host, maven.getAddress().getPort());
    }

    /// An image of the node with a layer that is nowhere else.
    record Image(String manifest, String config, String layer) {

        static String byTag() {
            return "docker.io/" + REPOSITORY + ":1";
        }

        String byDigest() {
            return "docker.io/" + REPOSITORY + "@" + manifest;
        }
    }

    Image putImage() throws IOException, InterruptedException {
        Path node = Files.createDirectories(folder.resolve("node"));
        Command.run(List.of("tar", "-xf", System.getProperty("pyrsia.images") + "/node.tar", "-C", node.toString()));
        Path file = node.resolve("of-this-run");
        Files.write(file, bytes(LAYER_BYTES));
        Path tar = folder.resolve("layer.tar");
        Command.run(List.of("tar", "-cf", tar.toString(), "-C", node.toString(), "of-this-run"));
        byte[] layer = Files.readAllBytes(tar);
        String layerDigest = putBlob(layer);
        String old = Files.readString(node.resolve(manifestIn(Files.readString(node.resolve("index.json")))));
        String oldConfig = first(old, "\"config\":\\{[^}]*\"digest\":\"(sha256:[0-9a-f]{64})\"");
        String config = Files.readString(node.resolve(blob(oldConfig)))
                .replace("\"diff_ids\":[", "\"diff_ids\":[\"" + layerDigest + "\",");
        String configDigest = putBlob(config.getBytes(StandardCharsets.UTF_8));
        Matcher layers = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\"").matcher(old);
        while (layers.find()) {
            if (!layers.group(1).equals(oldConfig)) {
                putBlob(Files.readAllBytes(node.resolve(blob(layers.group(1)))));
            }
        }
        String described = "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"%s\",\"size\":%d},"
                .formatted(layerDigest, layer.length);
        String manifest = old.replaceFirst(
                        "\"config\":\\{[^}]*\\}",
                        "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":%d}"
                                .formatted(configDigest, config.length()))
                .replace("\"layers\":[", "\"layers\":[" + described);
        String digest = putBlob(manifest.getBytes(StandardCharsets.UTF_8));
        String hex = hex(digest);
        link("_manifests/revisions/sha256/" + hex, digest);
        link("_manifests/tags/1/current", digest);
        link("_manifests/tags/1/index/sha256/" + hex, digest);
        return new Image(digest, configDigest, layerDigest);
    }

    /// A blob with bytes that are nowhere else.
    ///
    /// @return where it is under `/v2/`
    String putRandomBlob(int size) throws IOException {
        return "/v2/" + REPOSITORY + "/blobs/" + putBlob(bytes(size));
    }

    static String manifestPath() {
        return "/v2/" + REPOSITORY + "/manifests/1";
    }

    static String blobPath(String digest) {
        return "/v2/" + REPOSITORY + "/blobs/" + digest;
    }

    Path maven() {
        return folder.resolve("maven");
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private String putBlob(byte[] content) throws IOException {
        String digest = "sha256:" + sha256(content);
        Path data = folder.resolve("registry/docker/registry/v2/blobs/sha256")
                .resolve(hex(digest).substring(0, 2))
                .resolve(hex(digest))
                .resolve("data");
        Files.createDirectories(data.getParent());
        Files.write(data, content);
        link("_layers/sha256/" + hex(digest), digest);
        return digest;
    }

    private void link(String name, String digest) throws IOException {
        Path link = folder.resolve("registry/docker/registry/v2/repositories/" + REPOSITORY)
                .resolve(name)
                .resolve("link");
        Files.createDirectories(link.getParent());
        Files.writeString(link, digest);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String manifestIn(String index) {
        return blob(first(index, "\"digest\":\"(sha256:[0-9a-f]{64})\""));
    }

    private static String blob(String digest) {
        return "blobs/sha256/" + hex(digest);
    }

    private static String hex(String digest) {
        return digest.substring(digest.indexOf(':') + 1);
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    /// Cuts it off.
    @Override
    public void close() {
        maven.stop(0);
        registry.destroyForcibly();
        try {
            registry.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
