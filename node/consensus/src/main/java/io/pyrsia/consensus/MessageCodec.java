package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The one encoding of each message: a version, a tag, fields of fixed order, nothing optional, nothing behind the end.
public final class MessageCodec {

    /// The first byte of every message; a node that does not know it says so instead of guessing.
    static final int VERSION = 1;

    private MessageCodec() {}

    public static Bytes encode(Message message) {
        ByteWriter out = new ByteWriter().u8(VERSION);
        switch (message) {
            case Message.Proposal(Block block) -> block.write(out.u8(1));
            case Message.Ballot(Vote vote) -> vote.write(out.u8(2));
            case Message.Certified(Certificate certificate) -> certificate.write(out.u8(3));
            case Message.FetchBlock fetch ->
                out.u8(4).u64(fetch.epoch()).u64(fetch.view()).bytes(fetch.digest());
            case Message.FetchCertificates fetch ->
                out.u8(5).u64(fetch.epoch()).u64(fetch.fromView()).u64(fetch.toView());
            case Message.FetchChain fetch -> out.u8(6).u64(fetch.epoch()).u64(fetch.fromHeight());
            case Message.Chain(List<Block> blocks, FinalProof proof) -> {
                out.u8(7).u16(blocks.size());
                blocks.forEach(block -> block.write(out));
                proof.write(out);
            }
            case Message.Offer(Snapshot snapshot) -> snapshot.write(out.u8(8));
        }
        return out.toBytes();
    }

    public static Message decode(Bytes encoded) throws Malformed {
        if (encoded.size() > Limits.MAX_MESSAGE_BYTES) {
            throw new Malformed("a message has " + encoded.size() + " bytes, the limit is " + Limits.MAX_MESSAGE_BYTES);
        }
        ByteReader in = new ByteReader(encoded);
        int version = in.u8();
        if (version != VERSION) {
            throw new Malformed("a message has the version " + version + ", this node knows " + VERSION);
        }
        int tag = in.u8();
        Message message =
                switch (tag) {
                    case 1 -> new Message.Proposal(Block.read(in));
                    case 2 -> new Message.Ballot(Vote.read(in));
                    case 3 -> new Message.Certified(Certificate.read(in));
                    case 4 -> new Message.FetchBlock(in.u64(), in.u64(), Codec.digest(in));
                    case 5 -> new Message.FetchCertificates(in.u64(), in.u64(), in.u64());
                    case 6 -> new Message.FetchChain(in.u64(), in.u64());
                    case 7 -> chain(in);
                    case 8 -> new Message.Offer(Snapshot.read(in));
                    default -> throw new Malformed("no message has the tag " + tag);
                };
        in.end();
        return message;
    }

    private static Message chain(ByteReader in) throws Malformed {
        int count = in.count(in.u16(), Limits.MAX_CHAIN_BLOCKS, 1);
        List<Block> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(Block.read(in));
        }
        return new Message.Chain(blocks, FinalProof.read(in));
    }
}
