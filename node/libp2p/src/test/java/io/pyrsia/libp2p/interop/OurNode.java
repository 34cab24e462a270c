package io.pyrsia.libp2p.interop;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.gossip.Gossip;
import io.pyrsia.libp2p.gossip.GossipConfig;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.kad.KadConfig;
import io.pyrsia.libp2p.kad.KadRecord;
import io.pyrsia.libp2p.kad.Kademlia;
import io.pyrsia.libp2p.kad.RecordValidator;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A node of ours as it runs in production: TCP, Kademlia and Gossipsub.
final class OurNode implements AutoCloseable {

    static final String TOPIC = "pyrsia/interop";

    private static final RecordValidator ANY = new RecordValidator() {
        @Override
        public boolean valid(KadRecord record) {
            return true;
        }

        @Override
        public boolean better(KadRecord candidate, KadRecord present) {
            return candidate.equals(present);
        }
    };

    final Host host;
    final Kademlia kademlia;
    final Gossip gossip;

    /// Done when that peer is known to Kademlia and Gossip too, which the host tells before this node.
    private final Map<PeerId, CompletableFuture<Void>> identified = new ConcurrentHashMap<>();

    OurNode(HostConfig.SecurityKind security, boolean server) throws IOException {
        RandomGenerator random = Randomness.secure();
        host = NetworkHost.start(HostConfig.of(Identity.generate(random), List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")))
                .withSecurities(List.of(security)));
        KadConfig config = KadConfig.standard();
        kademlia = new Kademlia(host, server ? config : config.client(), ANY, Clock.system(), random);
        gossip = new Gossip(host, GossipConfig.standard(Set.of(TOPIC)), Clock.system(), random);
        kademlia.start();
        gossip.start();
        host.observe(new HostObserver() {
            @Override
            public void identified(Connection connection) {
                identification(connection.peer()).complete(null);
            }
        });
    }

    Multiaddr address() {
        return host.addresses().getFirst().withPeer(host.identity().id());
    }

    Connection dial(Multiaddr address) throws IOException {
        PeerId peer = address.peer().orElseThrow();
        return host.connect(peer, List.of(address.withoutPeer()));
    }

    /// Waits until `peer` said who it is and what it speaks.
    void awaitIdentified(PeerId peer, Duration patience) throws Exception {
        identification(peer).get(patience.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> identification(PeerId peer) {
        return identified.computeIfAbsent(peer, key -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        gossip.close();
        kademlia.close();
        host.close();
    }
}
