package io.pyrsia.consensus;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// One message of each sort, the same ones in every run: the golden vectors of the format are made of them.
final class Samples {

    private static final Bytes32 ROOT = Bytes32.repeat((byte) 0x11);

    private Samples() {}

    static Vote vote(Kind kind, int signer) {
        Bytes32 digest = kind.namesBlock() ? Bytes32.repeat((byte) 0xd1) : Bytes32.ZERO;
        return new Vote(new Statement(kind, 2, 7, digest), signer, Bytes.repeat((byte) (0xa0 + signer), 64));
    }

    static Certificate certificate(Kind kind) {
        List<Vote> votes = List.of(vote(kind, 0), vote(kind, 2), vote(kind, 3));
        return new Certificate(votes.get(0).statement(), votes);
    }

    static Header header(boolean sealed) {
        Seal seal = sealed ? new Seal(TestKeys.set(0, 1, 2, 4), 9, certificate(Kind.READY)) : null;
        Bytes32 body = Block.bodyDigest(Block.body(transactions()));
        return new Header(2, 8, 33, 7, Bytes32.repeat((byte) 0xd1), 16, ROOT, body, seal);
    }

    static List<Bytes> transactions() {
        return List.of(Bytes.fromHexString("0x01"), Bytes.fromHexString("0x020304"));
    }

    static Block block() {
        Header header = header(false);
        Statement statement = new Statement(Kind.PROPOSE, 2, 8, header.digest());
        Vote proposal = new Vote(statement, 0, Bytes.repeat((byte) 0xa0, 64));
        return Block.of(header, Block.body(transactions()), transactions(), proposal);
    }

    static FinalProof proof() {
        return new FinalProof(List.of(header(true)), certificate(Kind.FINAL));
    }

    static Change change() {
        return new Change(TestKeys.set(0, 1, 2, 4), 9);
    }

    static SealProof seal() {
        return new SealProof(header(true), proof());
    }

    static Snapshot snapshot() {
        return new Snapshot(header(false), ROOT, change(), header(true), proof(), List.of(seal()));
    }

    static Entry.Committed committed() {
        AppliedBlock applied = new AppliedBlock(block().height(), block().digest(), ROOT, change());
        return new Entry.Committed(block(), proof(), applied);
    }

    static StoredSnapshot storedSnapshot() {
        return new StoredSnapshot(header(false), committed().applied(), Bytes.of(5), snapshot());
    }

    static List<Message> messages() {
        return List.of(
                new Message.Proposal(block()),
                new Message.Ballot(vote(Kind.NOTAR, 1)),
                new Message.Ballot(vote(Kind.SKIP, 1)),
                new Message.Certified(certificate(Kind.FINAL)),
                new Message.Certified(certificate(Kind.SKIP)),
                new Message.FetchBlock(2, 7, ROOT),
                new Message.FetchCertificates(2, 3, 7),
                new Message.FetchChain(2, 33),
                new Message.Chain(List.of(block()), proof()),
                new Message.Offer(snapshot()));
    }
}
