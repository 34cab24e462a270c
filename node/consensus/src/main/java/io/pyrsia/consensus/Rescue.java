package io.pyrsia.consensus;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// The block with which people end an epoch whose authorities cannot end it any more, because more than f of them are
/// lost for good. No quorum makes it final: it counts on a node whose operator has accepted its digest, and on no
/// other.
///
/// Everything in it follows from what it builds on, the next set and the document of the people who decided it, so all
/// who accept one document have one block.
public final class Rescue {

    /// What a rescue builds on: the last final block of the epoch that it ends.
    ///
    /// @param view the block's view in that epoch, 0 if it is the block that the epoch started from
    /// @param executedHeight the newest checkpoint that the block vouches for, and its root
    public record Base(long epoch, long view, long height, Bytes32 digest, long executedHeight, Bytes32 executedRoot) {}

    /// Where a node stands, and who votes there.
    public record Standing(Base base, AuthoritySet voters) {}

    private Rescue() {}

    /// Where a node stands, so that a rescue could begin there.
    public static Standing standing(Genesis genesis, Recovered recovered) {
        State state = State.start(genesis, Config.DEFAULT, null, recovered);
        Tip tip = state.tip;
        Base base = new Base(
                state.epoch.number(), tip.view(), tip.height(), tip.digest(), tip.executedHeight(), tip.executedRoot());
        return new Standing(base, state.epoch.authorities());
    }

    /// The block that follows from a document.
    public static Block block(Base base, AuthoritySet next, Bytes document) {
        List<Bytes> transactions = List.of(document);
        Bytes body = Block.body(transactions);
        long height = base.height() + 1;
        Certificate nobody = new Certificate(Sealing.statement(base.epoch() + 1, height), List.of());
        Header header = new Header(
                base.epoch(),
                base.view() + 1,
                height,
                base.view(),
                base.digest(),
                base.executedHeight(),
                base.executedRoot(),
                Block.bodyDigest(body),
                new Seal(next, height, nobody));
        Statement statement = new Statement(Kind.PROPOSE, header.epoch(), header.view(), header.digest());
        return Block.of(
                header, body, transactions, new Vote(statement, 0, Bytes.wrap(new byte[Codec.SIGNATURE_BYTES])));
    }

    /// Whether a block is a rescue: a seal that voters accept has the approvals of its set.
    public static boolean is(Block block) {
        Seal seal = block.seal();
        return seal != null && seal.ready().votes().isEmpty();
    }

    /// What stands where other blocks have the certificate that makes them final.
    static FinalProof proof(Block block) {
        Statement statement = new Statement(Kind.FINAL, block.header().epoch(), block.view(), block.digest());
        return new FinalProof(List.of(), new Certificate(statement, List.of()));
    }

    static boolean is(FinalProof proof) {
        return proof.certificate().votes().isEmpty();
    }

    /// Whether a chain of seals goes by a rescue: then it is of no use to whoever has not accepted that, and no fault.
    static boolean isAmong(List<SealProof> seals) {
        return seals.stream().anyMatch(seal -> is(seal.proof()));
    }
}
