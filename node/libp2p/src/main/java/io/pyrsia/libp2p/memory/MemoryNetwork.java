package io.pyrsia.libp2p.memory;

import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.PeerUnreachable;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Hosts that find each other inside one process, at addresses like `/memory/7`.
public final class MemoryNetwork {

    private final AtomicLong lastAddress = new AtomicLong();
    private final Map<Multiaddr, MemoryHost> hosts = new ConcurrentHashMap<>();

    /// A new host that listens at an address of its own.
    public Host host(Identity identity) {
        Multiaddr address = Multiaddr.of("/memory/" + lastAddress.incrementAndGet());
        MemoryHost host = new MemoryHost(this, identity, address);
        hosts.put(address, host);
        return host;
    }

    Optional<MemoryHost> at(Multiaddr address) {
        return Optional.ofNullable(hosts.get(address));
    }

    void leave(MemoryHost host) {
        hosts.remove(host.address());
    }

    /// The one connection between two hosts, made if it is not there.
    MemoryConnection connect(MemoryHost dialler, MemoryHost listener) throws PeerUnreachable {
        MemoryConnection near;
        synchronized (this) {
            Optional<MemoryConnection> present =
                    dialler.connectionTo(listener.identity().id());
            if (present.isPresent()) {
                return present.get();
            }
            if (!hosts.containsKey(dialler.address()) || !hosts.containsKey(listener.address())) {
                throw new PeerUnreachable("one of the hosts is closed");
            }
            near = MemoryConnection.pair(dialler, listener);
            dialler.connected(near);
            listener.connected(near.other());
        }
        dialler.identify(near);
        listener.identify(near.other());
        return near;
    }
}
