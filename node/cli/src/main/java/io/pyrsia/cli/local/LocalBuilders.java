package io.pyrsia.cli.local;

import io.pyrsia.base.NodeId;
import io.pyrsia.cli.config.NodeFolder;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The builders of a network on this machine: `builder-1` builds for `authority-1`, and so on. A folder below
/// `builders` makes one, and it stays.
final class LocalBuilders {

    private static final String PREFIX = "builder-";

    /// Written when the authorities have certified it.
    private static final String CERTIFIED = "certified";

    private static final long START_LIMIT_NANOS = 60_000_000_000L;
    private static final long PAUSE_MS = 25;

    private LocalBuilders() {}

    static boolean isName(String name) {
        return name.startsWith(PREFIX);
    }

    static List<LocalProcess> read(Path network) throws IOException {
        Path all = network.resolve("builders");
        List<LocalProcess> builders = new ArrayList<>();
        for (int number = 1; Files.exists(folder(all, number).configuration()); number++) {
            builders.add(new LocalProcess(PREFIX + number, folder(all, number)));
        }
        return builders;
    }

    private static NodeFolder folder(Path all, int number) {
        return NodeFolder.ofBuilder(all.resolve(PREFIX + number));
    }

    /// Makes the folders of those that are still missing. They get packages where this machine's clients do.
    static void make(Console console, Path launcher, LocalNetwork network, int wanted)
            throws IOException, InterruptedException, Failure {
        List<LocalNode> authorities = network.authorities();
        int there = network.builders().size();
        if (wanted > authorities.size() || wanted < there) {
            throw new Failure(
                    Exit.USAGE,
                    "this network can have " + there + " to " + authorities.size() + " builders, not " + wanted,
                    "Each authority has one builder at most; a builder that is there stays.");
        }
        if (wanted == there) {
            return;
        }
        BuilderProgram.Said registries = BuilderProgram.run(launcher, List.of("registries"));
        if (registries.exitCode() != 0) {
            throw new Failure(Exit.FAILED, registries.error());
        }
        registries.err().lines().forEach(console::note);
        for (int number = there + 1; number <= wanted; number++) {
            Path folder = network.folder().resolve("builders").resolve(PREFIX + number);
            Files.createDirectories(folder);
            Path made = folder.resolve("builder.conf.new");
            Files.writeString(made, """
                    # A builder of the network that `pyrsia up` made.
                    node = %s
                    token = ../../api-token
                    folder = .
                    toolchains = ../toolchains
                    %s""".formatted(authorities.get(number - 1).address(), registries.out()));
            Files.move(made, folder.resolve("builder.conf"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Has the network know them: an authority vouches for each, and a quorum certifies it, so that its word
    /// can verify.
    static void register(LocalNetwork network, Optional<ApiToken> token)
            throws IOException, InterruptedException, Failure {
        List<LocalNode> authorities = network.authorities();
        for (int i = 0; i < network.builders().size(); i++) {
            Path done = network.builders().get(i).folder().path().resolve(CERTIFIED);
            if (!Files.exists(done)) {
                try {
                    certify(authorities, authorities.get(i), token);
                } catch (ApiRefusal e) {
                    throw new Failure(
                            Exit.FAILED,
                            "the authorities do not take " + authorities.get(i).name() + " as a builder: "
                                    + e.problem().detail());
                }
                Files.createFile(done);
            }
        }
    }

    private static void certify(List<LocalNode> authorities, LocalNode builder, Optional<ApiToken> token)
            throws IOException, InterruptedException, ApiRefusal {
        NodeId node;
        try (ApiClient client = new ApiClient(builder.address(), token)) {
            node = client.status().node();
        }
        try (ApiClient first = new ApiClient(authorities.getFirst().address(), token)) {
            try {
                first.submit(new Instruction.RegisterBuilder(node));
            } catch (ApiRefusal e) {
                if (!"ALREADY_BUILDER".equals(e.problem().reason())) {
                    throw e;
                }
            }
            Action certify = new Action.Certify(node);
            first.submit(new Instruction.Propose(certify));
            Authorities now = first.authorities();
            int quorum = now.quorum();
            String proposal = now.proposal(certify).orElseThrow().id();
            for (LocalNode other : authorities.subList(1, quorum)) {
                try (ApiClient client = new ApiClient(other.address(), token)) {
                    endorse(client, proposal);
                }
            }
        }
    }

    /// What is final at one authority may be on its way to another.
    private static void endorse(ApiClient client, String proposal)
            throws IOException, InterruptedException, ApiRefusal {
        long end = System.nanoTime() + START_LIMIT_NANOS;
        while (true) {
            try {
                client.submit(new Instruction.Endorse(proposal));
                return;
            } catch (ApiRefusal e) {
                if (!"UNKNOWN_PROPOSAL".equals(e.problem().reason()) || System.nanoTime() > end) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /// Starts those that do not run, and waits until they ask for work.
    static void start(Console console, LocalNetwork network, Path launcher)
            throws IOException, InterruptedException, Failure {
        for (LocalProcess builder : network.builders()) {
            if (builder.running().isEmpty()) {
                console.note("starting " + builder.name());
                await(builder, builder.start(launcher));
            }
        }
    }

    private static void await(LocalProcess builder, Process process) throws IOException, InterruptedException, Failure {
        long end = System.nanoTime() + START_LIMIT_NANOS;
        while (!builder.folder().holder().equals(Long.toString(process.pid()))) {
            if (!process.isAlive()) {
                throw new Failure(
                        Exit.FAILED,
                        builder.name() + " ended: " + builder.lastLine().replaceFirst("^pyrsia: ", ""),
                        "The nodes run, and what is built elsewhere can be had.");
            }
            if (System.nanoTime() > end) {
                throw new Failure(
                        Exit.NOT_NOW,
                        builder.name() + " does not start",
                        "Its lines are in " + builder.folder().log() + ".");
            }
            Thread.sleep(PAUSE_MS);
        }
    }
}
