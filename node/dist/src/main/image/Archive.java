import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// An image as one tar: an OCI layout that `docker load`, containerd, podman and skopeo read.
final class Archive {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private Archive() {}

    static void write(Path file, String name, List<Layer> layers, List<String> entrypoint, String user)
            throws IOException {
        TreeMap<String, byte[]> blobs = new TreeMap<>();
        List<String> digests = new ArrayList<>();
        for (Layer layer : layers) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Tar tar = new Tar(bytes)) {
                layer.write(tar);
            }
            digests.add(put(blobs, bytes.toByteArray()));
        }
        String config = put(blobs, """
                {"architecture":"%s","created":"1970-01-01T00:00:00Z","os":"linux","config":{"Entrypoint":[%s],\
                "Env":["PATH=/opt/pyrsia/runtime/bin","MALLOC_ARENA_MAX=2"],"User":"%s","WorkingDir":"/tmp"},\
                "rootfs":{"type":"layers","diff_ids":[%s]}}""".formatted(
                        architecture(), quoted(entrypoint), user, quoted(digests)));
        List<String> described = digests.stream().map(digest -> descriptor(blobs, LAYER, digest, "")).toList();
        String manifest = put(blobs, """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}""".formatted(
                        MANIFEST, descriptor(blobs, CONFIG, config, ""), String.join(",", described)));
        String names = ",\"annotations\":{\"io.containerd.image.name\":\"%s\",\"org.opencontainers.image.ref.name\":\"%s\"}"
                .formatted(name, name.substring(name.lastIndexOf(':') + 1));
        String index = "{\"schemaVersion\":2,\"manifests\":[%s]}"
                .formatted(descriptor(blobs, MANIFEST, manifest, names));
        // The older layout beside it, for what reads only that.
        String docker = "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[%s]}]"
                .formatted(path(config), name, quoted(digests.stream().map(Archive::path).toList()));

        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (Tar tar = new Tar(Files.newOutputStream(part))) {
            tar.folder("blobs", 0755);
            tar.folder("blobs/sha256", 0755);
            for (var blob : blobs.entrySet()) {
                tar.file(path(blob.getKey()), blob.getValue(), 0644);
            }
            tar.file("index.json", index.getBytes(StandardCharsets.UTF_8), 0644);
            tar.file("manifest.json", docker.getBytes(StandardCharsets.UTF_8), 0644);
            tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8), 0644);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String put(TreeMap<String, byte[]> blobs, String text) {
        return put(blobs, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String put(TreeMap<String, byte[]> blobs, byte[] blob) {
        try {
            String digest = "sha256:"
                    + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(blob));
            blobs.put(digest, blob);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String descriptor(TreeMap<String, byte[]> blobs, String type, String digest, String more) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
                .formatted(type, digest, blobs.get(digest).length, more);
    }

    private static String path(String digest) {
        return "blobs/" + digest.replace(':', '/');
    }

    private static String quoted(List<String> texts) {
        return String.join(",", texts.stream().map(text -> "\"" + text + "\"").toList());
    }

    private static String architecture() {
        String own = System.getProperty("os.arch");
        return own.equals("aarch64") ? "arm64" : own;
    }
}
