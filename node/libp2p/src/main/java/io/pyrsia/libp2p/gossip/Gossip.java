package io.pyrsia.libp2p.gossip;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.multiformats.AddressProtocol;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/// Publishes messages to topics and hears those of others; any thread may call it, nothing blocks.
public final class Gossip implements AutoCloseable {

    public static final String V11 = "/meshsub/1.1.0";
    public static final String V12 = "/meshsub/1.2.0";

    /// The versions, the better first.
    static final List<String> PROTOCOLS = List.of(V12, V11);

    private final Host host;
    private final GossipConfig config;
    private final Clock clock;

    /// This and the following are owned by this object's lock.
    private final GossipRouter router;

    private final Map<PeerId, GossipLink> links = new HashMap<>();
    private final Map<String, GossipListener> listeners = new HashMap<>();
    private long lastNumber;
    private boolean closed;

    private final Thread heartbeat;

    public Gossip(Host host, GossipConfig config, Clock clock, RandomGenerator random) {
        this.host = host;
        this.config = config;
        this.clock = clock;
        this.router = new GossipRouter(host.identity().id(), config, random);
        // Grows over restarts too, so that no number is used twice.
        this.lastNumber = clock.now().toEpochMilli() * 1_000_000;
        this.heartbeat = Thread.ofVirtual().name("gossip-heartbeat").unstarted(this::beat);
    }

    public void start() {
        PROTOCOLS.forEach(protocol -> host.serve(protocol, Admission.everyone(), this::hear));
        host.observe(new HostObserver() {
            @Override
            public void identified(Connection connection) {
                meet(connection);
            }

            @Override
            public void disconnected(Connection connection) {
                gone(connection);
            }
        });
        host.connections().forEach(this::meet);
        heartbeat.start();
    }

    @Override
    public void close() {
        PROTOCOLS.forEach(host::withdraw);
        heartbeat.interrupt();
        synchronized (this) {
            closed = true;
            links.values().forEach(GossipLink::close);
            links.clear();
            listeners.values().forEach(GossipListener::close);
        }
    }

    /// Hears `topic` from now on: `judge` says what is acceptable, `listener` gets it, one message after the other.
    public synchronized void subscribe(String topic, MessageValidator judge, Consumer<GossipMessage> listener) {
        List<Effect> effects = new ArrayList<>();
        router.subscribe(topic, judge, clock.nanos(), effects);
        GossipListener before = listeners.put(topic, new GossipListener(listener));
        if (before != null) {
            before.close();
        }
        carryOut(effects);
    }

    public synchronized void unsubscribe(String topic) {
        List<Effect> effects = new ArrayList<>();
        router.unsubscribe(topic, clock.nanos(), effects);
        GossipListener listener = listeners.remove(topic);
        if (listener != null) {
            listener.close();
        }
        carryOut(effects);
    }

    /// Sends a message to everybody who listens; the number of peers that it was sent to at once.
    public synchronized int publish(String topic, Bytes data) {
        if (data.size() > GossipLimits.MAX_DATA_BYTES || !config.topics().contains(topic)) {
            throw new IllegalArgumentException("too long, or a topic that is not allowed: " + topic);
        }
        List<Effect> effects = new ArrayList<>();
        int count =
                router.publish(GossipMessage.sign(host.identity(), ++lastNumber, topic, data), clock.nanos(), effects);
        carryOut(effects);
        return count;
    }

    /// The connected peers that listen to `topic`.
    public synchronized List<PeerId> listeners(String topic) {
        return router.listeners(topic);
    }

    /// What this node thinks of a peer: below zero is bad.
    public synchronized double score(PeerId peer) {
        return router.score(peer, clock.nanos());
    }

    private void hear(Stream stream) throws IOException, Malformed {
        PeerId peer = stream.connection().peer();
        // The peer speaks it, whether or not identify has said so by now; what comes first must not be lost.
        meet(stream.connection(), List.of(stream.protocol()));
        GossipLink.readAll(stream, rpc -> receive(peer, rpc), () -> blame(peer));
    }

    private synchronized void blame(PeerId peer) {
        router.malformed(peer);
    }

    private synchronized void receive(PeerId peer, Rpc rpc) {
        List<Effect> effects = new ArrayList<>();
        router.received(peer, rpc, clock.nanos(), effects);
        carryOut(effects);
    }

    /// Opens this node's own stream to a peer that speaks the protocol, once for each connected peer.
    private void meet(Connection connection) {
        meet(
                connection,
                host.peers().protocols(connection.peer()).stream()
                        .filter(PROTOCOLS::contains)
                        .toList());
    }

    private synchronized void meet(Connection connection, List<String> spoken) {
        PeerId peer = connection.peer();
        if (closed || spoken.isEmpty() || links.containsKey(peer)) {
            return;
        }
        List<Effect> effects = new ArrayList<>();
        if (router.connected(peer, ip(connection), connection.outbound(), spoken.contains(V12), effects)) {
            links.put(peer, GossipLink.open(connection, PROTOCOLS));
            carryOut(effects);
        }
    }

    private synchronized void gone(Connection connection) {
        PeerId peer = connection.peer();
        GossipLink link = links.get(peer);
        if (link == null || !link.connection().equals(connection)) {
            return;
        }
        link.close();
        links.remove(peer);
        router.gone(peer, clock.nanos());
        // There may be a second connection to the same peer.
        host.connections().stream()
                .filter(other -> other.peer().equals(peer) && other.open())
                .findFirst()
                .ifPresent(this::meet);
    }

    /// Opens a new stream to each peer that ended the last one though its connection stands; once in a heartbeat, so
    /// that a peer that always ends it costs little.
    private void mend() {
        for (GossipLink link : List.copyOf(links.values())) {
            Connection connection = link.connection();
            if (link.broken() && connection.open() && !closed) {
                List<Effect> effects = new ArrayList<>();
                router.reopened(connection.peer(), effects);
                links.put(connection.peer(), GossipLink.open(connection, PROTOCOLS));
                carryOut(effects);
            }
        }
    }

    private void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send send -> {
                    GossipLink link = links.get(send.to());
                    if (link != null) {
                        link.send(send.rpc());
                    }
                }
                case Effect.Deliver deliver -> {
                    GossipListener listener = listeners.get(deliver.message().topic());
                    if (listener != null) {
                        listener.deliver(deliver.message());
                    }
                }
            }
        }
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(config.heartbeat());
                synchronized (this) {
                    mend();
                    List<Effect> effects = new ArrayList<>();
                    router.heartbeat(clock.nanos(), effects);
                    carryOut(effects);
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /// The peer's IP; empty on this machine and in memory, where many peers share one.
    private static String ip(Connection connection) {
        Multiaddr address = connection.remoteAddress();
        Multiaddr.Part first = address.parts().getFirst();
        boolean isIp =
                first.protocol() == AddressProtocol.IP4_ADDRESS || first.protocol() == AddressProtocol.IP6_ADDRESS;
        boolean local =
                first.toString().startsWith("/ip4/127.") || first.toString().equals("/ip6/::1");
        return isIp && !local ? first.toString() : "";
    }
}
