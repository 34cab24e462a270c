package io.pyrsia.server.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Limits;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What replicas exchange: a message of consensus, transactions on their way to a leader, what the applications tell
/// each other, or a follower's wish. A tag, then the content.
sealed interface Frame {

    /// The most bytes of a frame.
    int MAX_BYTES = Limits.MAX_MESSAGE_BYTES + 1;

    record Consensus(Message message) implements Frame {}

    record Transactions(List<Bytes> transactions) implements Frame {}

    /// From one application to the other.
    record Told(Bytes note) implements Frame {}

    /// Asks to be sent what becomes final, or not any more.
    record Subscribe(boolean on) implements Frame {}

    /// The most bytes that one application tells the other.
    int MAX_NOTE_BYTES = 1 << 18;

    static Bytes encodeNote(Bytes note) {
        return Bytes.concatenate(Bytes.of(2), note);
    }

    static Bytes encodeSubscribe(boolean on) {
        return Bytes.of(3, on ? 1 : 0);
    }

    static Bytes encode(Message message) {
        return Bytes.concatenate(Bytes.of(0), MessageCodec.encode(message));
    }

    static Bytes encode(List<Bytes> transactions) {
        ByteWriter out = new ByteWriter().u8(1).u32(transactions.size());
        transactions.forEach(out::bytes32);
        return out.toBytes();
    }

    static Frame decode(Bytes frame) throws Malformed {
        if (frame.size() > MAX_BYTES) {
            throw new Malformed("a frame has " + frame.size() + " bytes, the limit is " + MAX_BYTES);
        }
        ByteReader in = new ByteReader(frame);
        int tag = in.u8();
        return switch (tag) {
            case 0 -> new Consensus(MessageCodec.decode(in.bytes(in.remaining())));
            case 1 -> new Transactions(transactions(in));
            case 2 -> new Told(note(in));
            case 3 -> subscribe(in);
            default -> throw new Malformed("no frame has the tag " + tag);
        };
    }

    private static Bytes note(ByteReader in) throws Malformed {
        if (in.remaining() > MAX_NOTE_BYTES) {
            throw new Malformed("a note has " + in.remaining() + " bytes, the limit is " + MAX_NOTE_BYTES);
        }
        return in.bytes(in.remaining());
    }

    private static Frame subscribe(ByteReader in) throws Malformed {
        int on = in.u8();
        in.end();
        if (on > 1) {
            throw new Malformed("a flag is 0 or 1, not " + on);
        }
        return new Subscribe(on == 1);
    }

    private static List<Bytes> transactions(ByteReader in) throws Malformed {
        int count = in.count(in.u32(), Limits.MAX_BLOCK_TRANSACTIONS, 4);
        List<Bytes> transactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            transactions.add(in.bytes32(Limits.MAX_TRANSACTION_BYTES));
        }
        in.end();
        return transactions;
    }
}
