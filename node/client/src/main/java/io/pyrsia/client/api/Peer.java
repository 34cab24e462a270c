package io.pyrsia.client.api;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.json.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node that this one is connected to.
@About("A node that this one is connected to.")
public record Peer(
        String peerId,

        @About("Its key, if it is one that can have a role.") @Nullable
        NodeId node,

        List<String> addresses,
        boolean authority) {

    /// All of them.
    public record Page(List<Peer> peers) {}
}
