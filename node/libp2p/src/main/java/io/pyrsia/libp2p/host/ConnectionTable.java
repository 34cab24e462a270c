package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.yamux.StreamSlots;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connections that are open and the handshakes that others began, counted by peer and by address.
final class ConnectionTable {

    private final HostLimits limits;

    // All owned by this object's lock.
    private final Map<PeerId, List<PeerConnection>> byPeer = new HashMap<>();
    private final Map<PeerId, StreamSlots> slots = new HashMap<>();
    private final Map<InetAddress, Integer> byIp = new HashMap<>();
    private int size;
    private int handshakes;
    private boolean closed;

    ConnectionTable(HostLimits limits) {
        this.limits = limits;
    }

    /// Counts someone who dialled us, until [#left]; false when there are too many of them.
    synchronized boolean arrived(InetAddress ip) {
        int present = byIp.getOrDefault(ip, 0);
        boolean tooMany = present >= limits.connectionsPerIp() && !ip.isLoopbackAddress();
        if (closed || tooMany || handshakes >= limits.handshakes() || size >= limits.connections()) {
            return false;
        }
        byIp.put(ip, present + 1);
        handshakes++;
        return true;
    }

    /// The handshake is over, well or not.
    synchronized void shaken() {
        handshakes--;
    }

    synchronized void left(InetAddress ip) {
        byIp.computeIfPresent(ip, (key, count) -> count == 1 ? null : count - 1);
    }

    /// The peer's streams are counted here; held by the connections of that peer.
    synchronized StreamSlots slots(PeerId peer) {
        return slots.computeIfAbsent(peer, key -> new StreamSlots(limits.streamsPerPeer()));
    }

    /// Adds a connection; false when this peer has too many or the host has.
    synchronized boolean add(PeerConnection connection) {
        List<PeerConnection> present = byPeer.computeIfAbsent(connection.peer(), key -> new ArrayList<>(1));
        if (closed || present.size() >= limits.connectionsPerPeer() || size >= limits.connections()) {
            forgetIfLast(connection.peer(), present);
            return false;
        }
        present.add(connection);
        size++;
        return true;
    }

    synchronized void remove(PeerConnection connection) {
        List<PeerConnection> present = byPeer.get(connection.peer());
        if (present != null && present.remove(connection)) {
            size--;
            forgetIfLast(connection.peer(), present);
        }
    }

    /// A connection to `peer` that is open.
    synchronized Optional<PeerConnection> find(PeerId peer) {
        return byPeer.getOrDefault(peer, List.of()).stream()
                .filter(PeerConnection::open)
                .findFirst();
    }

    synchronized List<PeerConnection> all() {
        List<PeerConnection> all = new ArrayList<>(size);
        byPeer.values().forEach(all::addAll);
        return all;
    }

    /// The connections without streams that there are too many of, the oldest first.
    List<PeerConnection> superfluous(long now) {
        List<PeerConnection> all = all();
        long young = now - limits.grace().toNanos();
        return all.stream()
                .filter(connection -> connection.since() - young < 0 && connection.streams() == 0)
                .sorted(Comparator.comparingLong(connection -> connection.since() - now))
                .limit(Math.max(0, all.size() - limits.idleAbove()))
                .toList();
    }

    /// The entries of all counters.
    synchronized int tracked() {
        return byPeer.size() + slots.size() + byIp.size() + handshakes + size;
    }

    /// Takes no more; returns what there is.
    synchronized List<PeerConnection> close() {
        closed = true;
        return all();
    }

    private void forgetIfLast(PeerId peer, List<PeerConnection> present) {
        if (present.isEmpty()) {
            byPeer.remove(peer);
            slots.remove(peer);
        }
    }
}
