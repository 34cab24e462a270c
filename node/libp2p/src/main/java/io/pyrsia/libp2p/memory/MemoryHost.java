package io.pyrsia.libp2p.memory;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.PeerStore;
import io.pyrsia.libp2p.PeerUnreachable;
import io.pyrsia.libp2p.StreamHandler;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A host of a [MemoryNetwork]: no ports, no encryption, no limits on connections, the same behaviour otherwise.
final class MemoryHost implements Host {

    private record Service(Admission admission, StreamHandler handler) {}

    private final MemoryNetwork network;
    private final Identity identity;
    private final Multiaddr address;
    private final PeerStore peers = new PeerStore();
    private final Map<String, Service> services = new ConcurrentHashMap<>();
    private final Map<PeerId, MemoryConnection> connections = new ConcurrentHashMap<>();
    private final List<HostObserver> observers = new CopyOnWriteArrayList<>();

    MemoryHost(MemoryNetwork network, Identity identity, Multiaddr address) {
        this.network = network;
        this.identity = identity;
        this.address = address;
    }

    Multiaddr address() {
        return address;
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public List<Multiaddr> addresses() {
        return List.of(address);
    }

    @Override
    public PeerStore peers() {
        return peers;
    }

    @Override
    public Connection connect(PeerId peer, List<Multiaddr> addresses) throws IOException {
        MemoryConnection present = connections.get(peer);
        if (present != null) {
            return present;
        }
        List<Multiaddr> candidates = new ArrayList<>(addresses);
        candidates.addAll(peers.addresses(peer));
        MemoryHost remote = candidates.stream()
                .flatMap(candidate -> network.at(candidate.withoutPeer()).stream())
                .filter(host -> host.identity.id().equals(peer) && host != this)
                .findFirst()
                .orElseThrow(() -> new PeerUnreachable(peer + " is at none of " + candidates));
        peers.addAddresses(peer, addresses);
        return network.connect(this, remote);
    }

    @Override
    public List<Connection> connections() {
        return List.copyOf(connections.values());
    }

    @Override
    public void serve(String protocol, Admission admission, StreamHandler handler) {
        services.put(protocol, new Service(admission, handler));
        connections.values().forEach(connection -> connection.remote().identify(connection.other()));
    }

    @Override
    public void withdraw(String protocol) {
        services.remove(protocol);
        connections.values().forEach(connection -> connection.remote().identify(connection.other()));
    }

    @Override
    public void observe(HostObserver observer) {
        observers.add(observer);
    }

    @Override
    public void close() {
        network.leave(this);
        connections.values().forEach(Connection::close);
    }

    Optional<MemoryConnection> connectionTo(PeerId peer) {
        return Optional.ofNullable(connections.get(peer));
    }

    void connected(MemoryConnection connection) {
        connections.put(connection.peer(), connection);
        observers.forEach(observer -> observer.connected(connection));
    }

    /// Learns what the other side would say in identify.
    void identify(MemoryConnection connection) {
        MemoryHost remote = connection.remote();
        peers.setProtocols(remote.identity.id(), remote.servedTo(identity.id()));
        peers.addAddresses(remote.identity.id(), remote.addresses());
        observers.forEach(observer -> observer.identified(connection));
    }

    void disconnected(MemoryConnection connection) {
        connections.remove(connection.peer(), connection);
        observers.forEach(observer -> observer.disconnected(connection));
    }

    Optional<String> firstServed(List<String> protocols, PeerId asker) {
        List<String> served = servedTo(asker);
        return protocols.stream().filter(served::contains).findFirst();
    }

    void answer(MemoryStream stream) {
        Service service = services.get(stream.protocol());
        Thread.ofVirtual().name("memory-" + stream.protocol()).start(() -> {
            try {
                if (service == null) {
                    throw new IOException("withdrawn in the meantime");
                }
                service.handler().handle(stream);
                stream.close();
            } catch (IOException | InterruptedException | Malformed | RuntimeException e) {
                stream.reset();
            }
        });
    }

    private List<String> servedTo(PeerId peer) {
        return services.entrySet().stream()
                .filter(entry -> entry.getValue().admission().admits(peer))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
