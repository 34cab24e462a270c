package io.pyrsia.cli.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.Peer;
import java.io.IOException;

/// Finds the node that somebody means: by its key, or by its peer id where the asked node knows it.
public final class NodeNames {

    private static final String PEER_ID = "12D3KooW";

    private NodeNames() {}

    public static NodeId find(ApiClient client, String name)
            throws ApiRefusal, Failure, IOException, InterruptedException {
        if (!name.startsWith(PEER_ID)) {
            return parse(name);
        }
        KeysInfo own = client.keys();
        if (own.peerId().equals(name)) {
            return own.node();
        }
        for (Authorities.Member member : client.authorities().members()) {
            if (member.peerId().equals(name)) {
                return member.node();
            }
        }
        for (Peer peer : client.peers().peers()) {
            NodeId node = peer.node();
            if (peer.peerId().equals(name) && node != null) {
                return node;
            }
        }
        throw new Failure(
                Exit.NOT_FOUND,
                "the node knows no peer " + name,
                "Give its key instead: 64 digits, which 'pyrsia keys' prints there.");
    }

    private static NodeId parse(String key) throws Failure {
        try {
            return NodeId.parse(key);
        } catch (Malformed e) {
            throw new Failure(Exit.USAGE, "'" + key + "' is neither a node's key nor a peer id: " + e.reason());
        }
    }
}
