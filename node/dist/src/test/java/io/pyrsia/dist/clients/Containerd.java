package io.pyrsia.dist.clients;

import io.pyrsia.dist.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// containerd as a process of its own, set up for a node by `pyrsia use containerd`.
@SuppressWarnings("try") // an interruption ends the test
final class Containerd implements AutoCloseable {

    private final Path folder;
    private final Program program;

    Containerd(Path folder, String node) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        Launched use = Launched.run(
                PulledThrough.pyrsia(),
                folder,
                Map.of(),
                "use",
                "containerd",
                "--apply",
                "--at",
                "http://" + node,
                "--file",
                hosts().resolve("_default/hosts.toml").toString());
        if (use.exitCode() != 0) {
            throw new IOException(use.err());
        }
        Files.writeString(folder.resolve("config.toml"), """
                version = 2
                root = "%s"
                state = "%s"
                disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
                [grpc]
                  address = "%s"
                """.formatted(
                        folder.resolve("root"), folder.resolve("state"), socket()));
        program = Program.start(
                folder.resolve("log"),
                Map.of(),
                List.of("containerd", "--config", folder.resolve("config.toml").toString()));
        Await.until("containerd listens", () -> {
            if (!program.process().isAlive()) {
                throw new AssertionError("containerd ended: " + program.said());
            }
            return Files.exists(socket()) && ctr("version").end(60).equals(Optional.of(0));
        });
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    /// Sockets have short names.
    private Path socket() {
        return folder.resolve("s");
    }

    private Program ctr(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ctr", "-a", socket().toString()));
        command.addAll(List.of(words));
        return Program.start(folder.resolve("ctr.txt"), Map.of(), command);
    }

    List<String> pull(String image) {
        return List.of(
                "ctr",
                "-a",
                socket().toString(),
                "images",
                "pull",
                "--snapshotter",
                "native",
                "--hosts-dir",
                hosts().toString(),
                image);
    }

    /// Whether it has this content, which it checks itself.
    boolean has(String digest) throws IOException, InterruptedException {
        Program listed = ctr("content", "ls", "-q");
        return listed.end(60).equals(Optional.of(0)) && listed.said().contains(digest);
    }

    /// Forgets an image and all its content, so that the next pull fetches it.
    void forget(String image) throws IOException, InterruptedException {
        Program forgotten = ctr("images", "rm", "--sync", image);
        if (!forgotten.end(60).equals(Optional.of(0))) {
            throw new IOException(forgotten.said());
        }
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
