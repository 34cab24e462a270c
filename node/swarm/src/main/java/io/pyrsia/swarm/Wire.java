package io.pyrsia.swarm;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Digest.Algorithm;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.PieceTree;
import io.pyrsia.libp2p.Duplex;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The bytes of messages: a tag, the length of what follows, and the content. Lengths are checked before room is made.
final class Wire {

    static final String PROTOCOL = "/pyrsia/swarm/1";

    static final int HEADER = 5;
    static final int MAX_PEERS = 20;
    static final int MAX_PEERS_BYTES = 64 << 10;
    private static final int MAX_ID = 64;

    private Wire() {}

    static byte[] bytes(Message message) {
        ByteWriter body = new ByteWriter();
        switch (message) {
            case Message.Want(Digest sha256) -> body.bytes(sha256.value());
            case Message.AskLeaves() -> {}
            case Message.Request(int piece) -> body.u32(piece);
            case Message.Cancel(int piece) -> body.u32(piece);
            case Message.Refused() -> {}
            case Message.Holding(boolean complete, long size, Bytes root, BitSet pieces) ->
                body.u8(complete ? 1 : 0).u64(size).bytes(root).bytes(pieces.toByteArray());
            case Message.Has(int piece) -> body.u32(piece);
            case Message.Choked(boolean choked) -> body.u8(choked ? 1 : 0);
            case Message.Leaves(Bytes leaves) -> body.bytes(leaves);
            case Message.Peers(List<Candidate> candidates) -> write(body, candidates);
            case Message.Piece(int piece, int length) -> {
                return new ByteWriter().u8(10).u32(length + 4L).u32(piece).toByteArray();
            }
        }
        byte[] content = body.toByteArray();
        return new ByteWriter()
                .u8(tag(message))
                .u32(content.length)
                .bytes(content)
                .toByteArray();
    }

    private static int tag(Message message) {
        return switch (message) {
            case Message.Want want -> 0;
            case Message.AskLeaves ask -> 1;
            case Message.Request request -> 2;
            case Message.Cancel cancel -> 3;
            case Message.Refused refused -> 4;
            case Message.Holding holding -> 5;
            case Message.Has has -> 6;
            case Message.Choked choked -> 7;
            case Message.Leaves leaves -> 8;
            case Message.Peers peers -> 9;
            case Message.Piece piece -> 10;
        };
    }

    /// What the peer that opened the stream says next.
    static Message.Asking readAsking(Duplex stream) throws IOException, Malformed {
        ByteBuffer header = header(stream);
        int tag = header.get();
        int length = header.getInt();
        ByteReader in = body(stream, length, Algorithm.SHA256.bytes());
        Message.Asking message =
                switch (tag) {
                    case 0 -> new Message.Want(new Digest(Algorithm.SHA256, in.bytes(Algorithm.SHA256.bytes())));
                    case 1 -> new Message.AskLeaves();
                    case 2 -> new Message.Request(piece(in));
                    case 3 -> new Message.Cancel(piece(in));
                    default -> throw new Malformed("no such request: " + tag);
                };
        in.end();
        return message;
    }

    /// What the peer that has the blob says next; a piece's bytes are still to be read.
    ///
    /// @param leavesBytes how long the leaves of this blob are
    static Message.Telling readTelling(Duplex stream, int leavesBytes) throws IOException, Malformed {
        ByteBuffer header = header(stream);
        int tag = header.get();
        int length = header.getInt();
        if (tag == 10) {
            if (length <= 4 || length > 4 + PieceTree.PIECE_BYTES) {
                throw new Malformed("a piece of " + (length - 4) + " bytes");
            }
            return new Message.Piece(piece(body(stream, 4, 4)), length - 4);
        }
        ByteReader in = body(stream, length, limit(tag, leavesBytes));
        Message.Telling message =
                switch (tag) {
                    case 4 -> new Message.Refused();
                    case 5 -> holding(in);
                    case 6 -> new Message.Has(piece(in));
                    case 7 -> new Message.Choked(in.u8() == 1);
                    case 8 -> new Message.Leaves(rest(in));
                    case 9 -> new Message.Peers(readPeers(in));
                    default -> throw new Malformed("no such answer: " + tag);
                };
        in.end();
        return message;
    }

    private static int limit(int tag, int leavesBytes) {
        return switch (tag) {
            case 5 -> 1 + Long.BYTES + Algorithm.SHA256.bytes() + leavesBytes / 32 / 8 + 1;
            case 8 -> leavesBytes;
            case 9 -> MAX_PEERS_BYTES;
            default -> 4;
        };
    }

    private static Message.Holding holding(ByteReader in) throws Malformed {
        boolean complete = in.u8() == 1;
        long size = in.u64();
        if (size > PieceTree.MAX_BYTES) {
            throw new Malformed("a blob of " + size + " bytes");
        }
        Bytes root = in.bytes(Algorithm.SHA256.bytes());
        return new Message.Holding(complete, size, root, BitSet.valueOf(rest(in).toArrayUnsafe()));
    }

    private static ByteBuffer header(Duplex stream) throws IOException {
        byte[] header = new byte[HEADER];
        Messages.readFully(stream, header, 0);
        return ByteBuffer.wrap(header);
    }

    private static ByteReader body(Duplex stream, int length, int limit) throws IOException, Malformed {
        if (length < 0 || length > limit) {
            throw new Malformed("a message is longer than " + limit + " bytes");
        }
        byte[] body = new byte[length];
        Messages.readFully(stream, body, 0);
        return new ByteReader(Bytes.wrap(body));
    }

    private static Bytes rest(ByteReader in) throws Malformed {
        return in.bytes(in.remaining());
    }

    private static int piece(ByteReader in) throws Malformed {
        long piece = in.u32();
        if (piece >= PieceTree.MAX_PIECES) {
            throw new Malformed("no blob has a piece " + piece);
        }
        return (int) piece;
    }

    private static void write(ByteWriter out, List<Candidate> candidates) {
        out.u8(candidates.size());
        for (Candidate candidate : candidates) {
            out.bytes16(candidate.peer().multihash()).u8(candidate.addresses().size());
            candidate.addresses().forEach(address -> out.bytes16(address.toBytes()));
        }
    }

    private static List<Candidate> readPeers(ByteReader in) throws Malformed {
        List<Candidate> candidates = new ArrayList<>();
        int count = in.count(in.u8(), MAX_PEERS, 3);
        for (int i = 0; i < count; i++) {
            PeerId peer = PeerId.parse(in.bytes16(MAX_ID));
            List<Multiaddr> addresses = new ArrayList<>();
            for (int left = in.count(in.u8(), Candidate.MAX_ADDRESSES, 2); left > 0; left--) {
                addresses.add(Multiaddr.parse(in.bytes16(Multiaddr.MAX_BYTES)));
            }
            candidates.add(new Candidate(peer, addresses));
        }
        return candidates;
    }
}
