package io.pyrsia.sim.node;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Limits;
import io.pyrsia.sim.kernel.RunHash;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What clients ask for: to append a number, and perhaps to change who the authorities are. A tag that only clients can
/// make stands for their signature.
///
/// @param next the set that shall take over
public record Transaction(long number, @Nullable AuthoritySet next) {

    private static final long CLIENT_SECRET = 0x00c1_1e27_5ec2_e700L;

    public Bytes encode() {
        Bytes text = text();
        return new ByteWriter().bytes(text).u64(tag(text)).toBytes();
    }

    /// Refuses what no client made.
    public static Transaction decode(Bytes encoded) throws Malformed {
        ByteReader in = new ByteReader(encoded);
        long number = in.u64();
        int count = in.count(in.u8(), Limits.MAX_AUTHORITIES, NodeId.BYTES);
        List<NodeId> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new NodeId(in.bytes(NodeId.BYTES)));
        }
        Transaction transaction = new Transaction(number, members.isEmpty() ? null : AuthoritySet.of(members));
        long tag = in.u64();
        in.end();
        if (tag != tag(transaction.text())) {
            throw new Malformed("no client made this transaction");
        }
        return transaction;
    }

    private Bytes text() {
        List<NodeId> members = next == null ? List.of() : next.members();
        ByteWriter out = new ByteWriter().u64(number).u8(members.size());
        members.forEach(member -> out.bytes(member.key()));
        return out.toBytes();
    }

    private static long tag(Bytes text) {
        return RunHash.mix(CLIENT_SECRET, RunHash.of(text)) >>> 1;
    }
}
