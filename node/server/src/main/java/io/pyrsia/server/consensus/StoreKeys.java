package io.pyrsia.server.consensus;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// The keys of what consensus keeps in the columns VOTES and BLOCKS: a letter, then numbers of eight bytes.
final class StoreKeys {

    /// In VOTES.
    static final Bytes BIRTH = Bytes.of('b');

    static final Bytes VOTES = Bytes.of('v');
    static final Bytes CERTIFICATES = Bytes.of('q');
    static final Bytes EVIDENCE = Bytes.of('e');
    static final Bytes MARK = Bytes.of('m');

    /// In BLOCKS.
    static final Bytes BODIES = Bytes.of('b');

    static final Bytes CANDIDATES = Bytes.of('c');
    static final Bytes COMMITTED = Bytes.of('h');
    static final Bytes SEALS = Bytes.of('s');
    static final Bytes SNAPSHOT = Bytes.of('t');
    static final Bytes STATE = Bytes.of('u');

    private StoreKeys() {}

    /// A vote or a certificate, in the order of epochs and views.
    static Bytes statement(Bytes prefix, Statement statement) {
        return new ByteWriter()
                .bytes(prefix)
                .u64(statement.epoch())
                .u64(statement.view())
                .bytes(statement.kind().name().getBytes(StandardCharsets.US_ASCII))
                .toBytes();
    }

    /// Of each authority that contradicted itself in a view.
    static Bytes evidence(Evidence evidence) {
        Vote first = evidence.first();
        return Bytes.concatenate(statement(EVIDENCE, first.statement()), Bytes.of(first.signer()));
    }

    /// A block's bytes, kept once, whether it is a candidate, committed, or both.
    static Bytes body(Block block) {
        return body(block.height(), block.digest());
    }

    static Bytes body(long height, Bytes digest) {
        return new ByteWriter().bytes(BODIES).u64(height).bytes(digest).toBytes();
    }

    static Bytes candidate(Block block) {
        return new ByteWriter()
                .bytes(CANDIDATES)
                .u64(block.header().epoch())
                .u64(block.view())
                .bytes(block.digest())
                .toBytes();
    }

    /// A height, an epoch or a part's number under a letter.
    static Bytes numbered(Bytes prefix, long number) {
        return new ByteWriter().bytes(prefix).u64(number).toBytes();
    }
}
