package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.PeerStore;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.identify.Identification;
import io.pyrsia.libp2p.identify.PeerRecord;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks each new peer who it is, answers the same, and tells peers when that changes.
final class Identifier {

    private final HostConfig config;
    private final PeerStore peers;
    private final Services services;
    private final Supplier<List<Multiaddr>> addresses;
    private final Consumer<PeerConnection> identified;
    /// Of what a peer was told last; guarded by this object.
    private long sequence;

    /// @param identified called when a peer's answer is in the peer store
    Identifier(
            HostConfig config,
            PeerStore peers,
            Services services,
            Supplier<List<Multiaddr>> addresses,
            Consumer<PeerConnection> identified) {
        this.config = config;
        this.peers = peers;
        this.services = services;
        this.addresses = addresses;
        this.identified = identified;
    }

    void serve() {
        services.serve(Identification.PROTOCOL, Admission.everyone(), stream -> {
            stream.deadline(config.limits().negotiation());
            ourselves((PeerConnection) stream.connection()).write(stream);
        });
        services.serve(Identification.PUSH, Admission.everyone(), stream -> {
            stream.deadline(config.limits().negotiation());
            learn((PeerConnection) stream.connection(), Identification.read(stream));
        });
    }

    /// Asks in the background.
    void ask(PeerConnection connection) {
        background(connection, Identification.PROTOCOL, stream -> {
            stream.closeWrite();
            learn(connection, Identification.read(stream));
        });
    }

    /// Tells a peer in the background what we are now.
    void push(PeerConnection connection) {
        background(
                connection, Identification.PUSH, stream -> ourselves(connection).write(stream));
    }

    @FunctionalInterface
    private interface Exchange {
        void over(Stream stream) throws IOException, Malformed;
    }

    private void background(PeerConnection connection, String protocol, Exchange exchange) {
        Thread.ofVirtual().name("identify").start(() -> {
            try (Stream stream = connection.open(List.of(protocol))) {
                stream.deadline(config.limits().negotiation());
                exchange.over(stream);
            } catch (IOException | Malformed e) {
                // a peer that says nothing is known by its connection only
            }
        });
    }

    /// Its sequence number is higher than that of any before it, so that a peer sees which of two came too late.
    private synchronized Identification ourselves(PeerConnection connection) {
        Set<String> protocols = services.protocols(connection.peer());
        List<Multiaddr> ours = addresses.get();
        sequence = Math.max(sequence + 1, System.currentTimeMillis());
        return new Identification(
                Optional.of(config.identity().key()),
                ours,
                protocols,
                Optional.of(connection.remoteAddress()),
                config.agent(),
                Optional.of(PeerRecord.seal(config.identity(), sequence, ours)));
    }

    private void learn(PeerConnection connection, Identification theirs) throws Malformed {
        if (theirs.key().isPresent() && !theirs.key().get().equals(connection.peerKey())) {
            throw new Malformed("a peer that identifies as another");
        }
        PeerId peer = connection.peer();
        if (theirs.signedRecord().isPresent()) {
            PeerRecord record = PeerRecord.open(theirs.signedRecord().get());
            if (!record.peer().equals(peer)) {
                throw new Malformed("a peer that hands out another's record");
            }
            peers.addSigned(peer, record.sequence(), record.addresses()); // an older record changes nothing
            connection.tells(record.sequence(), () -> peers.setProtocols(peer, theirs.protocols()));
        } else {
            peers.addAddresses(peer, theirs.addresses());
            peers.setProtocols(peer, theirs.protocols());
        }
        identified.accept(connection);
    }
}
