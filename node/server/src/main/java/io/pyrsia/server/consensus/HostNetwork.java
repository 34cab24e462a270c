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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tuweni.bytes.Bytes;

/// Consensus over libp2p: to each partner one stream that this node opens, and one from it; and guests, who come by
/// themselves, up to a limit, and get a stream back.
///
/// Who a node is, is proven by the host's handshake, because a node's id and its peer id are the same key.
public final class HostNetwork implements Network {

    static final String PROTOCOL = "/pyrsia/consensus/1";

    /// Broken rules after which a partner's connection is ended; it may come back. A guest's is ended at once.
    static final int MAX_FAULTS = 100;

    private final Host host;
    private final NodeId self;
    /// Partners that stay whoever the authorities are: where a follower begins.
    private final List<NodeId> always;
    private final Map<NodeId, PeerLink> partners = new ConcurrentHashMap<>();
    private final Guests guests;
    private final Map<NodeId, Integer> faults = new ConcurrentHashMap<>();
    private final Upstream upstream = new Upstream();

    public HostNetwork(Host host) {
        this(host, List.of());
    }

    /// @param always nodes to connect to besides the authorities
    public HostNetwork(Host host, List<NodeId> always) {
        this.host = host;
        this.self = new NodeId(host.identity().key().data());
        this.always = List.copyOf(always);
        this.guests = new Guests(host);
    }

    /// The peer that a node is on the network.
    public static PeerId peer(NodeId node) {
        try {
            return PeerId.of(PeerKey.ofEd25519(PublicKey.parse(node.key())));
        } catch (Malformed e) {
            throw new IllegalArgumentException("not a node's key: " + node, e);
        }
    }

    /// The node that a peer is, if its key is one that nodes have.
    public static Optional<NodeId> node(PeerId peer) {
        return peer.key().filter(key -> key.kind() == PeerKey.Kind.ED25519).map(key -> new NodeId(key.data()));
    }

    @Override
    public void start(Receiver receiver) {
        host.serve(PROTOCOL, this::admits, stream -> read(stream, receiver));
    }

    private boolean admits(PeerId peer) {
        return node(peer).map(node -> isPartner(node) || guests.mayCome(node)).orElse(false);
    }

    private void read(Stream stream, Receiver receiver) throws IOException, InterruptedException, Malformed {
        NodeId from = node(stream.connection().peer())
                .orElseThrow(() -> new IllegalStateException("admitted without an Ed25519 key"));
        boolean isGuest = false;
        try {
            Optional<Bytes> frame = Messages.next(stream, Frame.MAX_BYTES);
            while (frame.isPresent()) {
                if (!isGuest && !isPartner(from)) {
                    // Partners become guests when they are no authorities any more.
                    isGuest = true;
                    guests.came(from);
                }
                receiver.receive(from, frame.get());
                frame = Messages.next(stream, Frame.MAX_BYTES);
            }
        } catch (Malformed e) {
            // Counted and scored as a frame that says nothing; the stream ends with it.
            receiver.receive(from, Bytes.EMPTY);
            throw e;
        } finally {
            if (isGuest) {
                guests.left(from);
            }
        }
    }

    @Override
    public void connect(List<NodeId> nodes) {
        List<NodeId> all = new ArrayList<>(nodes);
        all.addAll(always);
        all.removeIf(self::equals);
        for (NodeId node : all) {
            partners.computeIfAbsent(node, ignored -> PeerLink.start(host, peer(node), PeerLink.MAX_PARTNER_BYTES));
        }
        partners.entrySet().removeIf(link -> {
            boolean left = !all.contains(link.getKey());
            if (left) {
                link.getValue().close();
            }
            return left;
        });
        upstream.follow(!nodes.contains(self), partners);
    }

    @Override
    public boolean send(NodeId to, Bytes frame) {
        PeerLink link = partners.get(to);
        return link == null ? guests.send(to, frame) : link.offer(frame);
    }

    @Override
    public boolean ask(NodeId preferred, Bytes frame) {
        upstream.tend(partners);
        PeerLink link = partners.get(preferred);
        if (link == null || !link.isOpen()) {
            link = upstream.next(partners);
        }
        return link == null ? guests.send(preferred, frame) : link.offer(frame);
    }

    /// Tells the application of another node something; false when it is not connected, and the note lost.
    public boolean tell(NodeId to, Bytes note) {
        return send(to, Frame.encodeNote(note));
    }

    /// Tells the application of one of the partners that are connected, another one each time.
    public void tellAny(Bytes note) {
        PeerLink link = upstream.next(partners);
        if (link != null) {
            link.offer(Frame.encodeNote(note));
        }
    }

    /// Tells the applications of all followers that subscribed.
    public void tellFollowers(Bytes note) {
        publish(Frame.encodeNote(note));
    }

    /// The nodes that this node connects to.
    public List<NodeId> partners() {
        return List.copyOf(partners.keySet());
    }

    @Override
    public boolean isConnected(NodeId node) {
        PeerLink link = partners.get(node);
        return link != null && link.isOpen();
    }

    @Override
    public boolean isPartner(NodeId node) {
        return partners.containsKey(node);
    }

    @Override
    public void subscribe(NodeId guest, boolean on) {
        guests.subscribe(guest, on);
    }

    @Override
    public boolean hasSubscribers() {
        return guests.hasSubscribers();
    }

    @Override
    public void publish(Bytes frame) {
        guests.publish(frame);
    }

    @Override
    public void penalise(NodeId peer) {
        boolean isOver = !isPartner(peer) || faults.merge(peer, 1, Integer::sum) % MAX_FAULTS == 0;
        if (isOver) {
            PeerId id = peer(peer);
            host.connections().stream()
                    .filter(connection -> connection.peer().equals(id))
                    .forEach(Connection::close);
        }
    }

    @Override
    public void close() {
        host.withdraw(PROTOCOL);
        partners.values().forEach(PeerLink::close);
        partners.clear();
        guests.close();
    }
}
