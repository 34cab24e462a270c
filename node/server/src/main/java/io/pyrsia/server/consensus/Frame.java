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

/// What replicas exchange: a message of consensus, or transactions on their way to a leader. A tag, then the content.
sealed interface Frame {

    /// The most bytes of a frame.
    int MAX_BYTES = Limits.MAX_MESSAGE_BYTES + 1;

    record Consensus(Message message) implements Frame {}

    record Transactions(List<Bytes> transactions) implements Frame {}

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
            default -> throw new Malformed("no frame has the tag " + tag);
        };
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
