package io.pyrsia.cli.doctor;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.config.NodeFolder;
import io.pyrsia.cli.frame.Nearest;
import io.pyrsia.client.ApiToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where a node keeps what it has, as its configuration file says: lines `name = value`, paths relative to the file.
///
/// The server reads the same file and has the last word; what it would refuse is found here before it starts.
public record NodeFiles(Path file, Map<String, String> values) {

    /// The names that a configuration may have.
    public static final List<String> NAMES = List.of(
            "data",
            "genesis",
            "http.host",
            "http.port",
            "http.tls.certificate",
            "http.tls.client-fingerprints",
            "http.tls.clients",
            "http.tls.key",
            "http.token",
            "key",
            "key.passphrase-file",
            "log.file",
            "log.witnesses",
            "memory",
            "p2p.listen",
            "p2p.peers",
            "registry.credentials",
            "registry.maven.allow",
            "registry.maven.deny",
            "registry.maven.local",
            "registry.maven.require",
            "registry.maven.upstreams",
            "registry.oci.allow",
            "registry.oci.deny",
            "registry.oci.local",
            "registry.oci.require",
            "registry.oci.upstreams",
            "registry.push-token",
            "registry.quota",
            "registry.scrub",
            "swarm.download",
            "swarm.download-per-peer",
            "swarm.upload",
            "swarm.upload-per-peer",
            "swarm.upload-slots",
            "witness.key",
            "witness.logs",
            "witness.name");

    private static final int MAX_BYTES = 1 << 16;

    static NodeFiles read(Path file) throws IOException, Malformed {
        if (Files.size(file) > MAX_BYTES) {
            throw new Malformed(file + " is larger than a configuration can be");
        }
        Map<String, String> values = new TreeMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            String[] parts = line.split("=", 2);
            String name = parts[0].strip();
            String place = file + ":" + number + ": ";
            if (parts.length < 2) {
                throw new Malformed(place + "a line is `name = value`");
            }
            if (!NAMES.contains(name)) {
                List<String> near = Nearest.of(name, NAMES);
                throw new Malformed(place + "there is no " + name
                        + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?"));
            }
            if (values.put(name, parts[1].strip()) != null) {
                throw new Malformed(place + name + " was said before");
            }
        }
        return new NodeFiles(file.toAbsolutePath().normalize(), values);
    }

    Path data() {
        return path("data", "");
    }

    NodeFolder folder() {
        return new NodeFolder(data());
    }

    Path key() {
        return values.containsKey("key") ? path("key", "") : data().resolve("node.key");
    }

    Path token() {
        return values.containsKey("http.token") ? path("http.token", "") : data().resolve(ApiToken.FILE_NAME);
    }

    private Path path(String name, String usual) {
        Path folder = file.getParent();
        return (folder == null ? Path.of("/") : folder)
                .resolve(values.getOrDefault(name, usual))
                .normalize();
    }

    String httpHost() {
        return values.getOrDefault("http.host", "127.0.0.1");
    }

    String httpPort() {
        return values.getOrDefault("http.port", "7888");
    }

    URI address() throws Malformed {
        String scheme = values.containsKey("http.tls.certificate") ? "https" : "http";
        try {
            return URI.create(scheme + "://" + httpHost() + ":" + httpPort());
        } catch (IllegalArgumentException e) {
            throw new Malformed(file + ": http.host and http.port are no address: " + httpHost() + ", " + httpPort());
        }
    }

    List<String> listen() {
        return addresses(values.getOrDefault("p2p.listen", "/ip4/0.0.0.0/tcp/44000"));
    }

    List<String> peers() {
        return addresses(values.getOrDefault("p2p.peers", ""));
    }

    private static List<String> addresses(String list) {
        return new ArrayList<>(Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList());
    }
}
