package io.pyrsia.swarm;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.PieceTree;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.storage.blob.PartialBlob;
import io.pyrsia.storage.blob.WrongBytes;
import io.pyrsia.swarm.schedule.Input;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tuweni.bytes.Bytes;

/// A stream on which one peer is asked for pieces of one blob. What comes is compared with its leaf here, on the thread
/// that reads, so that peers are checked at the same time.
final class Link {

    /// Messages without a piece that a peer may send per piece of the blob, and on top of that.
    private static final int CHATTER_PER_PIECE = 4;

    private static final int CHATTER = 10_000;
    private static final int LIMITED = 64 << 10;

    final Candidate candidate;
    private final int number;
    private final Fetch fetch;
    private final PartialBlob partial;
    private final Descriptor descriptor;
    private final Stream stream;
    private final Outbox outbox;
    private final RateLimit ownLimit;
    private final RateLimit sharedLimit;
    /// How often each piece was asked for and has not come; a piece that nobody asked for ends the stream. One that
    /// was asked for again, because the peer had no slot for a moment, may come twice.
    private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();

    Link(
            int number,
            Candidate candidate,
            Fetch fetch,
            PartialBlob partial,
            Stream stream,
            RateLimit own,
            RateLimit shared) {
        this.number = number;
        this.candidate = candidate;
        this.fetch = fetch;
        this.partial = partial;
        this.descriptor = partial.descriptor();
        this.stream = stream;
        this.outbox = new Outbox(stream);
        this.ownLimit = own;
        this.sharedLimit = shared;
    }

    void send(Message message) {
        if (message instanceof Message.Request(int piece)) {
            asked.merge(piece, 1, Integer::sum);
        }
        outbox.send(message);
    }

    void reset() {
        stream.reset();
    }

    /// Reads until the stream ends; whether the peer may do better at another time.
    boolean run(int rank) {
        outbox.start();
        outbox.send(new Message.Want(descriptor.sha256()));
        try {
            return read(rank);
        } catch (IOException e) {
            stream.reset();
            return true;
        } catch (Malformed e) {
            stream.reset();
            return false;
        } finally {
            outbox.close();
            fetch.on(new Input.Gone(number));
        }
    }

    private boolean read(int rank) throws IOException, Malformed {
        byte[] buffer = new byte[(int) Math.min(PieceTree.PIECE_BYTES, descriptor.size())];
        long chatter = CHATTER + (long) CHATTER_PER_PIECE * descriptor.pieces();
        boolean joined = false;
        while (true) {
            Message.Telling message = Wire.readTelling(stream, descriptor.pieces() * 32);
            if (!(message instanceof Message.Piece) && --chatter < 0) {
                throw new Malformed("too many messages");
            }
            if (message instanceof Message.Refused) {
                stream.close();
                return false;
            }
            if (joined == message instanceof Message.Holding) {
                throw new Malformed("a peer begins with what it holds, and says it once");
            }
            joined = true;
            switch (message) {
                case Message.Refused refused -> throw new IllegalStateException("seen above: " + refused);
                case Message.Holding holding -> joined(holding, rank);
                case Message.Has(int piece) -> fetch.on(new Input.Has(number, piece));
                case Message.Choked(boolean choked) -> fetch.on(new Input.Choked(number, choked));
                case Message.Leaves(Bytes leaves) -> fetch.on(new Input.Leaves(number, right(leaves)));
                case Message.Peers(List<Candidate> candidates) -> candidates.forEach(fetch::candidate);
                case Message.Piece(int piece, int length) -> piece(piece, length, buffer);
            }
        }
    }

    private void joined(Message.Holding holding, int rank) throws Malformed {
        if (!holding.isOf(descriptor)) {
            throw new Malformed("the peer means another blob by this digest");
        }
        if (holding.complete()) {
            fetch.vouched(candidate.peer());
        }
        fetch.on(new Input.Joined(number, rank, holding.complete(), holding.pieces()));
    }

    private boolean right(Bytes leaves) throws IOException {
        try {
            partial.leaves(leaves);
            return true;
        } catch (WrongBytes e) {
            return false;
        }
    }

    private void piece(int piece, int length, byte[] buffer) throws IOException, Malformed {
        if (!asked.containsKey(piece) || length != descriptor.pieceBytes(piece)) {
            throw new Malformed("a piece that nobody asked for");
        }
        asked.computeIfPresent(piece, (key, times) -> times == 1 ? null : times - 1);
        for (int at = 0; at < length; ) {
            int part = Math.min(LIMITED, length - at);
            ownLimit.take(part);
            sharedLimit.take(part);
            for (int end = at + part; at < end; ) {
                int count = stream.read(buffer, at, end - at);
                if (count < 0) {
                    throw new IOException("the stream ended inside a piece");
                }
                at += count;
            }
        }
        try {
            partial.put(piece, buffer, length);
            fetch.arrived(number, piece, true);
        } catch (WrongBytes e) {
            fetch.arrived(number, piece, false);
        } catch (IOException e) {
            fetch.fail("the disk failed: " + e.getMessage(), e);
            throw e;
        }
    }
}
