package io.pyrsia.cli.local;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.cli.config.Home;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The nodes and builders of `pyrsia up` on this machine, for commands that ask one node and may need another.
public final class NodesHere {

    private NodesHere() {}

    /// The address of a node with one of these keys, if it runs here.
    public static Optional<URI> oneOf(Map<String, String> environment, Collection<NodeId> wanted)
            throws IOException, InterruptedException, Malformed, Failure {
        Path folder = Home.network(environment);
        if (!LocalNetwork.isIn(folder)) {
            return Optional.empty();
        }
        for (LocalNode node : LocalNetwork.read(folder).authorities()) {
            try (ApiClient client = new ApiClient(node.address(), Optional.empty())) {
                if (wanted.contains(client.status().node())) {
                    return Optional.of(node.address());
                }
            } catch (IOException | ApiRefusal e) {
                // Then it cannot be asked for anything else either.
            }
        }
        return Optional.empty();
    }

    /// The token of the network of `pyrsia up`, if this user may read it.
    public static Optional<ApiToken> token(Map<String, String> environment) throws IOException, Malformed {
        Path file = Home.network(environment).resolve(ApiToken.FILE_NAME);
        return Files.isReadable(file) ? Optional.of(ApiToken.read(file)) : Optional.empty();
    }

    /// Whether the builders of a node's network run, in words; nothing if it is none of `pyrsia up` or has no builders.
    public static Optional<String> builders(Map<String, String> environment, URI address)
            throws IOException, Malformed, Failure {
        Path folder = Home.network(environment);
        if (!LocalNetwork.isIn(folder)) {
            return Optional.empty();
        }
        LocalNetwork network = LocalNetwork.read(folder);
        boolean isHere =
                network.nodes().stream().anyMatch(node -> node.address().equals(address));
        if (!isHere || network.builders().isEmpty()) {
            return Optional.empty();
        }
        List<String> gone = new ArrayList<>();
        for (LocalProcess builder : network.builders()) {
            if (builder.running().isEmpty()) {
                gone.add(builder.name());
            }
        }
        int all = network.builders().size();
        return Optional.of(
                gone.isEmpty()
                        ? all + " run"
                        : all - gone.size() + " of " + all + " run, not " + String.join(", ", gone));
    }
}
