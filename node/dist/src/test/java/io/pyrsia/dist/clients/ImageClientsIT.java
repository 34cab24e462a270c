package io.pyrsia.dist.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.dist.clients.UpstreamRegistry.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real clients pull through a real node from a real registry: cold, warm, while the upstream or the node dies, and
/// with the upstream gone. What each did is a line in `target/image-clients.md`.
@Tag("interop")
class ImageClientsIT {

    private static final Path TABLE = Path.of("target/image-clients.md");
    private static final int LAYER_BYTES = 8 << 20;
    /// How long a client may go on trying before it is told to stop.
    private static final int TRIES_SECONDS = 15;

    private static final int PULL_SECONDS = 120;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int pulls;

    @BeforeAll
    static void beginTable() throws IOException {
        Files.writeString(TABLE, """
                | client | cold | warm | upstream killed half-way | node killed half-way | upstream gone |
                |---|---|---|---|---|---|
                """);
    }

    private static void note(Object... cells) throws IOException {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ')
                    .append(String.valueOf(cell).strip().replace('\n', ' '))
                    .append(" |");
        }
        Files.writeString(TABLE, row.append('\n'), StandardOpenOption.APPEND);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    /// One client and what it pulls through.
    private record Setting(
            ImageClient client,
            UpstreamRegistry upstream,
            Wire wire,
            PulledThrough node,
            Optional<Containerd> containerd) {}

    private record Pull(Image image, Path layout, Program program) {}

    private Pull begin(Setting setting, Image image) throws IOException {
        Path layout = folder.resolve("pull" + pulls++);
        List<String> command =
                setting.client().pull(setting.node().host(), image.reference(), layout, setting.containerd());
        return new Pull(image, layout, Program.start(folder.resolve(layout + ".txt"), Map.of(), command));
    }

    /// Whether the client has the right image now; what is there is never another one.
    private static boolean has(Setting setting, Pull pull) throws IOException, InterruptedException {
        if (setting.containerd().isPresent()) {
            return setting.containerd().get().has(pull.image().layer());
        }
        Path layer = pull.layout().resolve("blobs").resolve(pull.image().layer().replace(':', '/'));
        return Files.readString(pull.layout().resolve("index.json"))
                        .contains(pull.image().manifest())
                && UpstreamRegistry.digest(Files.readAllBytes(layer))
                        .equals(pull.image().layer());
    }

    private void pulls(Setting setting, Image image) throws IOException, InterruptedException {
        Pull pull = begin(setting, image);
        assertEquals(
                Optional.of(0), pull.program().end(PULL_SECONDS), pull.program().said());
        assertTrue(has(setting, pull), () -> setting.client() + " has another image");
        if (setting.containerd().isPresent()) {
            setting.containerd().get().forget("docker.io/" + image.reference());
        }
    }

    /// Begins to pull and returns when half of the layer has come to the node.
    private Pull half(Setting setting, Image image) throws IOException, InterruptedException {
        setting.wire().holdAfter(LAYER_BYTES / 2);
        Pull pull = begin(setting, image);
        Await.until("half of it came", setting.wire()::isHeld);
        return pull;
    }

    /// What the client made of it; a success that is none fails the test.
    private static String outcome(Setting setting, Pull pull) throws IOException, InterruptedException {
        Optional<Integer> exit = pull.program().end(TRIES_SECONDS);
        if (exit.equals(Optional.of(0))) {
            assertTrue(has(setting, pull), () -> setting.client() + " takes what is wrong for right");
            return "goes on by itself";
        }
        return exit.isPresent() ? "says so; the next pull gets it" : "goes on trying; the next pull gets it";
    }

    private Image push(UpstreamRegistry upstream, String name, int seed) throws IOException, InterruptedException {
        byte[] content = new byte[LAYER_BYTES];
        new Random(seed).nextBytes(content);
        return upstream.push("lib/" + name, content);
    }

    @ParameterizedTest
    @EnumSource
    void pullsThroughANodeWhateverDies(ImageClient client) throws Exception {
        Optional<String> missing = Program.exists(UpstreamRegistry.PROGRAM)
                ? client.missing(folder)
                : Optional.of("no " + UpstreamRegistry.PROGRAM + " on the path");
        if (missing.isPresent()) {
            note(client, "not run: " + missing.get(), "", "", "", "");
        }
        assumeTrue(missing.isEmpty(), () -> "not run: " + missing.orElseThrow());

        UpstreamRegistry upstream = opened(new UpstreamRegistry(folder.resolve("upstream")));
        Wire wire = opened(new Wire());
        wire.to(upstream.port());
        PulledThrough node = opened(new PulledThrough(folder.resolve("node"), "http://127.0.0.1:" + wire.port()));
        Optional<Containerd> containerd = client == ImageClient.CONTAINERD
                ? Optional.of(opened(new Containerd(folder.resolve("c"), node.host())))
                : Optional.empty();
        Setting setting = new Setting(client, upstream, wire, node, containerd);

        Image first = push(upstream, "first", 1);
        pulls(setting, first);
        long cold = wire.passed();
        assertTrue(cold > LAYER_BYTES, "the layer came from the upstream");
        pulls(setting, first);
        long warm = wire.passed() - cold;
        assertTrue(warm < LAYER_BYTES, "a warm pull asks the upstream for no layer");

        Image second = push(upstream, "second", 2);
        Pull cut = half(setting, second);
        upstream.kill();
        wire.cut();
        String withoutUpstream = outcome(setting, cut);
        upstream.startAgain();
        wire.to(upstream.port());
        awaitPull(setting, second);

        Image third = push(upstream, "third", 3);
        Pull orphan = half(setting, third);
        node.kill();
        wire.cut();
        node.startAgain();
        String withoutNode = outcome(setting, orphan);
        pulls(setting, third);

        upstream.kill();
        wire.cut();
        for (Image image : List.of(first, second, third)) {
            pulls(setting, image);
        }
        note(client + ": " + client.version(folder), "pulls", "pulls", withoutUpstream, withoutNode, "pulls");
    }

    /// An upstream that failed rests for some seconds before the node asks it again.
    private void awaitPull(Setting setting, Image image) throws InterruptedException {
        Await.until("the upstream is asked again", () -> {
            Pull pull = begin(setting, image);
            return pull.program().end(PULL_SECONDS).equals(Optional.of(0)) && has(setting, pull);
        });
    }
}
