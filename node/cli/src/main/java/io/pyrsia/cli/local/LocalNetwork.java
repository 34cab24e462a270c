package io.pyrsia.cli.local;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.config.Home;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.client.ApiToken;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The network in one folder of this machine: `api-token`, a folder below `nodes` for each node, and one below
/// `builders` for each builder.
record LocalNetwork(Path folder, List<LocalNode> nodes, List<LocalProcess> builders) {

    LocalNetwork {
        nodes = List.copyOf(nodes);
        builders = List.copyOf(builders);
    }

    /// The folder that was named, or the usual one.
    static Path folder(String named, Map<String, String> environment) {
        return (named.isEmpty() ? Home.network(environment) : Path.of(named))
                .toAbsolutePath()
                .normalize();
    }

    static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve("nodes"));
    }

    /// The authorities and builders by their names, and the regular node at the end.
    static LocalNetwork read(Path folder) throws IOException, Malformed, Failure {
        if (!isIn(folder)) {
            throw new Failure(Exit.NOT_FOUND, "there is no network in " + folder, "Make one with 'pyrsia up'.");
        }
        List<LocalNode> nodes = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder.resolve("nodes"))) {
            for (Path node : folders.filter(Files::isDirectory).sorted().toList()) {
                nodes.add(LocalNode.read(node));
            }
        }
        return new LocalNetwork(folder, nodes, LocalBuilders.read(folder));
    }

    /// All of its processes, the nodes first.
    List<LocalProcess> processes() {
        return Stream.concat(nodes.stream().map(LocalNode::process), builders.stream())
                .toList();
    }

    /// The authorities, in the order of their numbers.
    List<LocalNode> authorities() {
        return nodes.stream()
                .filter(LocalNode::isAuthority)
                .sorted(Comparator.comparingInt(LocalNode::number))
                .toList();
    }

    LocalNode regular() throws Malformed {
        return find(false);
    }

    LocalNode firstAuthority() throws Malformed {
        return find(true);
    }

    private LocalNode find(boolean isAuthority) throws Malformed {
        return nodes.stream()
                .filter(node -> node.isAuthority() == isAuthority)
                .findFirst()
                .orElseThrow(() -> new Malformed("the network in " + folder + " is not whole"));
    }

    Path token() {
        return folder.resolve(ApiToken.FILE_NAME);
    }

    /// Keeps a second `up` or `down` away until it is closed.
    static FileChannel lock(Path folder) throws IOException, Failure {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new Failure(Exit.NOT_NOW, "another 'pyrsia up' or 'pyrsia down' works in " + folder);
        }
        return channel;
    }
}
