package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.PeerStore;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.multistream.Multistream;
import io.pyrsia.libp2p.yamux.YamuxSession;
import io.pyrsia.libp2p.yamux.YamuxStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A secured and multiplexed connection of a [NetworkHost].
final class PeerConnection implements Connection {

    /// Where a connection comes from and goes to.
    record Ends(Multiaddr local, Multiaddr remote, boolean outbound) {}

    private final PeerKey peerKey;
    private final PeerId peer;
    private final Ends ends;
    private final PeerStore peers;
    private final Duration negotiation;
    private final long since = System.nanoTime();

    /// Of the newest that the peer told of itself on this connection; guarded by this object.
    private long toldSequence;

    /// Set once by the host before anyone sees the connection.
    private @Nullable YamuxSession session;

    PeerConnection(PeerKey peerKey, Ends ends, PeerStore peers, Duration negotiation) {
        this.peerKey = peerKey;
        this.peer = PeerId.of(peerKey);
        this.ends = ends;
        this.peers = peers;
        this.negotiation = negotiation;
    }

    void carriedBy(YamuxSession carrier) {
        session = carrier;
    }

    YamuxSession session() {
        if (session == null) {
            throw new IllegalStateException("a connection is seen only after it has its session");
        }
        return session;
    }

    long since() {
        return since;
    }

    /// Takes what the peer tells of itself, unless it told something newer: its answer and what it pushes come on
    /// streams of their own, in any order.
    synchronized void tells(long sequence, Runnable take) {
        if (Long.compareUnsigned(sequence, toldSequence) >= 0) {
            toldSequence = sequence;
            take.run();
        }
    }

    @Override
    public PeerId peer() {
        return peer;
    }

    @Override
    public PeerKey peerKey() {
        return peerKey;
    }

    @Override
    public Multiaddr localAddress() {
        return ends.local();
    }

    @Override
    public Multiaddr remoteAddress() {
        return ends.remote();
    }

    @Override
    public boolean outbound() {
        return ends.outbound();
    }

    @Override
    public boolean open() {
        return !session().closed();
    }

    @Override
    public int streams() {
        return session().streams();
    }

    @Override
    public Stream open(List<String> protocols) throws IOException {
        Set<String> known = peers.protocols(peer);
        Optional<String> sure = protocols.stream().filter(known::contains).findFirst();
        YamuxStream stream = session().open();
        try {
            if (sure.isPresent()) {
                Multistream.proposeAhead(stream, sure.get());
                return new PeerStream(stream, sure.get(), this, true);
            }
            stream.deadline(Deadline.after(negotiation));
            String agreed = Multistream.propose(stream, protocols);
            stream.deadline(Deadline.NONE);
            return new PeerStream(stream, agreed, this, false);
        } catch (Malformed e) {
            stream.reset();
            throw new IOException(e.reason(), e);
        } catch (IOException e) {
            stream.reset();
            throw e;
        }
    }

    @Override
    public void close() {
        session().close();
    }

    @Override
    public String toString() {
        return peer + (ends.outbound() ? " to " : " from ") + ends.remote();
    }
}
