package io.pyrsia.libp2p.memory;

import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.StreamReset;
import io.pyrsia.libp2p.UnsupportedProtocol;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One side of a connection between two hosts of a [MemoryNetwork].
final class MemoryConnection implements Connection {

    private final MemoryHost host;
    private final MemoryHost remote;
    private final boolean outbound;
    private final Set<MemoryStream> streams = ConcurrentHashMap.newKeySet();

    /// Set once by [#pair] before anyone sees the connection.
    private MemoryConnection other = this;

    private volatile boolean open = true;

    private MemoryConnection(MemoryHost host, MemoryHost remote, boolean outbound) {
        this.host = host;
        this.remote = remote;
        this.outbound = outbound;
    }

    /// Both sides of a new connection; this is the dialler's.
    static MemoryConnection pair(MemoryHost dialler, MemoryHost listener) {
        MemoryConnection near = new MemoryConnection(dialler, listener, true);
        MemoryConnection far = new MemoryConnection(listener, dialler, false);
        near.other = far;
        far.other = near;
        return near;
    }

    MemoryConnection other() {
        return other;
    }

    MemoryHost remote() {
        return remote;
    }

    @Override
    public PeerId peer() {
        return remote.identity().id();
    }

    @Override
    public PeerKey peerKey() {
        return remote.identity().key();
    }

    @Override
    public Multiaddr localAddress() {
        return host.address();
    }

    @Override
    public Multiaddr remoteAddress() {
        return remote.address();
    }

    @Override
    public boolean outbound() {
        return outbound;
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public int streams() {
        return streams.size();
    }

    @Override
    public Stream open(List<String> protocols) throws IOException {
        Optional<String> protocol =
                remote.firstServed(protocols, host.identity().id());
        if (!open) {
            throw new StreamReset("the connection is closed");
        }
        if (protocol.isEmpty()) {
            throw new UnsupportedProtocol(peer() + " speaks none of " + protocols);
        }
        Pipe there = new Pipe();
        Pipe back = new Pipe();
        MemoryStream near = new MemoryStream(protocol.get(), this, back, there);
        MemoryStream far = new MemoryStream(protocol.get(), other, there, back);
        started(near);
        other.started(far);
        remote.answer(far);
        return near;
    }

    @Override
    public void close() {
        end();
        other.end();
    }

    private void started(MemoryStream stream) {
        streams.add(stream);
        if (!open) {
            stream.reset();
        }
    }

    void finished(MemoryStream stream) {
        streams.remove(stream);
    }

    private void end() {
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
        }
        new ArrayList<>(streams).forEach(Stream::reset);
        host.disconnected(this);
    }
}
