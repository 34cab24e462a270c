package io.pyrsia.libp2p;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is known about peers: where they are and what they speak. The peer that was not asked for the longest leaves
/// first.
public final class PeerStore {

    /// Peers that are remembered.
    public static final int MAX_PEERS = 10_000;
    /// Addresses that are remembered of one peer; the newest stay.
    public static final int MAX_ADDRESSES = 32;
    /// Protocols that are remembered of one peer.
    public static final int MAX_PROTOCOLS = 128;

    /// What is known about one peer.
    ///
    /// @param sequence of the newest record of its addresses that it signed, or 0
    public record Entry(PeerId peer, List<Multiaddr> addresses, Set<String> protocols, long sequence) {

        public Entry {
            addresses = List.copyOf(addresses);
            protocols = Set.copyOf(protocols);
        }
    }

    private final PeerArchive archive;

    /// Owned by this object's lock; in the order of use.
    private final Map<PeerId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    public PeerStore() {
        this(PeerArchive.none());
    }

    /// Starts with what `archive` kept and keeps it up to date.
    public PeerStore(PeerArchive archive) {
        this.archive = archive;
        archive.load().stream()
                .limit(MAX_PEERS)
                .forEach(entry -> entries.put(
                        entry.peer(), bounded(entry.peer(), entry.addresses(), entry.protocols(), entry.sequence())));
    }

    public synchronized List<Multiaddr> addresses(PeerId peer) {
        Entry entry = entries.get(peer);
        return entry == null ? List.of() : entry.addresses();
    }

    public synchronized Set<String> protocols(PeerId peer) {
        Entry entry = entries.get(peer);
        return entry == null ? Set.of() : entry.protocols();
    }

    /// Adds addresses in front of those that are known.
    public synchronized void addAddresses(PeerId peer, Collection<Multiaddr> addresses) {
        LinkedHashSet<Multiaddr> all = new LinkedHashSet<>();
        addresses.forEach(address -> all.add(address.withoutPeer()));
        all.addAll(addresses(peer));
        put(bounded(peer, all, protocols(peer), sequence(peer)));
    }

    /// Adds addresses that the peer signed, unless a newer record of it is known; false then.
    public synchronized boolean addSigned(PeerId peer, long sequence, Collection<Multiaddr> addresses) {
        if (Long.compareUnsigned(sequence, sequence(peer)) < 0) {
            return false;
        }
        addAddresses(peer, addresses);
        put(bounded(peer, addresses(peer), protocols(peer), sequence));
        return true;
    }

    public synchronized void setProtocols(PeerId peer, Collection<String> protocols) {
        put(bounded(peer, addresses(peer), protocols, sequence(peer)));
    }

    public synchronized void forget(PeerId peer) {
        if (entries.remove(peer) != null) {
            archive.remove(peer);
        }
    }

    /// The peers that are known, the one used last at the end.
    public synchronized List<PeerId> peers() {
        return new ArrayList<>(entries.keySet());
    }

    private long sequence(PeerId peer) {
        Entry entry = entries.get(peer);
        return entry == null ? 0 : entry.sequence();
    }

    private void put(Entry entry) {
        Entry before = entries.put(entry.peer(), entry);
        if (!entry.equals(before)) {
            archive.save(entry);
        }
        if (entries.size() > MAX_PEERS) {
            forget(entries.keySet().iterator().next());
        }
    }

    private static Entry bounded(
            PeerId peer, Collection<Multiaddr> addresses, Collection<String> protocols, long sequence) {
        return new Entry(
                peer,
                addresses.stream().distinct().limit(MAX_ADDRESSES).toList(),
                Set.copyOf(protocols.stream().limit(MAX_PROTOCOLS).toList()),
                sequence);
    }
}
