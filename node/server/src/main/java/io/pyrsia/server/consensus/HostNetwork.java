package io.pyrsia.server.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tuweni.bytes.Bytes;

/// Consensus over libp2p: to each authority one stream that this node opens, and one from it.
///
/// Only nodes it was told to connect to may open one; their identity is proven by the host's handshake, because a
/// node's id and its peer id are the same key.
public final class HostNetwork implements Network {

    static final String PROTOCOL = "/pyrsia/consensus/1";

    /// Broken rules after which a peer's connection is ended; it may come back.
    private static final int MAX_FAULTS = 100;

    private final Host host;
    /// The nodes to be connected to.
    private final Map<NodeId, PeerLink> links = new ConcurrentHashMap<>();

    private final Map<NodeId, Integer> faults = new ConcurrentHashMap<>();

    public HostNetwork(Host host) {
        this.host = host;
    }

    /// The peer that a node is on the network.
    public static PeerId peer(NodeId node) {
        try {
            return PeerId.of(PeerKey.ofEd25519(PublicKey.parse(node.key())));
        } catch (Malformed e) {
            throw new IllegalArgumentException("not a node's key: " + node, e);
        }
    }

    @Override
    public void start(Receiver receiver) {
        host.serve(PROTOCOL, this::admits, stream -> read(stream, receiver));
    }

    private boolean admits(PeerId peer) {
        return node(peer).map(links::containsKey).orElse(false);
    }

    private static Optional<NodeId> node(PeerId peer) {
        return peer.key().filter(key -> key.kind() == PeerKey.Kind.ED25519).map(key -> new NodeId(key.data()));
    }

    private void read(Stream stream, Receiver receiver) throws IOException, InterruptedException, Malformed {
        NodeId from = node(stream.connection().peer())
                .orElseThrow(() -> new IllegalStateException("admitted without an Ed25519 key"));
        Optional<Bytes> frame = Messages.next(stream, Frame.MAX_BYTES);
        while (frame.isPresent()) {
            receiver.receive(from, frame.get());
            frame = Messages.next(stream, Frame.MAX_BYTES);
        }
    }

    @Override
    public void connect(List<NodeId> nodes) {
        NodeId self = new NodeId(host.identity().key().data());
        for (NodeId node : nodes) {
            if (!node.equals(self)) {
                links.computeIfAbsent(node, ignored -> PeerLink.start(host, peer(node)));
            }
        }
        links.entrySet().removeIf(link -> {
            boolean left = !nodes.contains(link.getKey());
            if (left) {
                link.getValue().close();
            }
            return left;
        });
    }

    @Override
    public boolean send(NodeId to, Bytes frame) {
        PeerLink link = links.get(to);
        return link != null && link.offer(frame);
    }

    @Override
    public void penalise(NodeId peer) {
        if (links.containsKey(peer) && faults.merge(peer, 1, Integer::sum) % MAX_FAULTS == 0) {
            PeerId id = peer(peer);
            host.connections().stream()
                    .filter(connection -> connection.peer().equals(id))
                    .forEach(Connection::close);
        }
    }

    @Override
    public void close() {
        host.withdraw(PROTOCOL);
        links.values().forEach(PeerLink::close);
        links.clear();
    }
}
