package io.pyrsia.bench.swarm;

import io.pyrsia.base.PieceTree;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.swarm.Candidate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Speaks `/pyrsia/swarm/1` as it should, says that it has everything, and sends zeros for each piece.
final class LyingPeer implements AutoCloseable {

    private static final int HEADER = 5;

    private final NetworkHost host;
    private final Descriptor blob;
    private final BlobStore honest;

    LyingPeer(BlobStore honest, Descriptor blob) throws IOException {
        this.honest = honest;
        this.blob = blob;
        this.host = NetworkHost.start(
                HostConfig.of(Identity.generate(Randomness.secure()), List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0"))));
        host.serve("/pyrsia/swarm/1", Admission.everyone(), this::lie);
    }

    Candidate candidate() {
        return new Candidate(host.identity().id(), host.addresses());
    }

    private void lie(Stream stream) throws IOException {
        byte[] header = new byte[HEADER];
        while (true) {
            Messages.readFully(stream, header, 0);
            ByteBuffer fields = ByteBuffer.wrap(header);
            byte tag = fields.get();
            byte[] body = new byte[Math.min(32, fields.getInt())];
            Messages.readFully(stream, body, 0);
            switch (tag) {
                case 0 -> {
                    send(stream, 5, holding());
                    send(stream, 7, new byte[] {0});
                }
                case 1 ->
                    send(stream, 8, honest.leaves(blob.sha256()).orElseThrow().toArray());
                case 2 -> {
                    byte[] piece = new byte[4 + PieceTree.PIECE_BYTES];
                    System.arraycopy(body, 0, piece, 0, 4);
                    send(stream, 10, piece);
                }
                default -> {}
            }
        }
    }

    private byte[] holding() {
        return ByteBuffer.allocate(1 + Long.BYTES + blob.pieceRoot().size())
                .put((byte) 1)
                .putLong(blob.size())
                .put(blob.pieceRoot().toArrayUnsafe())
                .array();
    }

    private static void send(Stream stream, int tag, byte[] body) throws IOException {
        byte[] message = ByteBuffer.allocate(HEADER + body.length)
                .put((byte) tag)
                .putInt(body.length)
                .put(body)
                .array();
        stream.write(message, 0, message.length);
    }

    @Override
    public void close() {
        host.close();
    }
}
