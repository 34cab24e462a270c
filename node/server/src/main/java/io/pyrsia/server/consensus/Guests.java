package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.libp2p.Host;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tuweni.bytes.Bytes;

/// The nodes that follow this one: each has a way back as long as it has a stream here; safe for use by many threads.
final class Guests {

    /// Nodes that may follow this one at a time.
    static final int MAX_GUESTS = 32;

    private static final class Guest {
        final PeerLink link;
        int streams;

        Guest(PeerLink link) {
            this.link = link;
        }
    }

    private final Host host;
    /// Guarded by this.
    private final Map<NodeId, Guest> guests = new TreeMap<>();

    private final Set<NodeId> subscribers = ConcurrentHashMap.newKeySet();

    Guests(Host host) {
        this.host = host;
    }

    synchronized boolean mayCome(NodeId node) {
        return guests.containsKey(node) || guests.size() < MAX_GUESTS;
    }

    /// A node that is no partner speaks on a stream.
    synchronized void came(NodeId node) {
        guests.computeIfAbsent(
                        node,
                        ignored -> new Guest(PeerLink.start(host, HostNetwork.peer(node), PeerLink.MAX_GUEST_BYTES)))
                .streams++;
    }

    synchronized void left(NodeId node) {
        Guest guest = guests.get(node);
        if (guest != null && --guest.streams == 0) {
            guest.link.close();
            guests.remove(node);
            subscribers.remove(node);
        }
    }

    synchronized boolean send(NodeId node, Bytes frame) {
        Guest guest = guests.get(node);
        return guest != null && guest.link.offer(frame);
    }

    synchronized void subscribe(NodeId node, boolean on) {
        if (on && guests.containsKey(node)) {
            subscribers.add(node);
        } else {
            subscribers.remove(node);
        }
    }

    boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    void publish(Bytes frame) {
        subscribers.forEach(node -> send(node, frame));
    }

    synchronized void close() {
        guests.values().forEach(guest -> guest.link.close());
        guests.clear();
        subscribers.clear();
    }
}
