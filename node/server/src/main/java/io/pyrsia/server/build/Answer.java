package io.pyrsia.server.build;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Commitment;
import io.pyrsia.ledger.transaction.Transaction;
import org.apache.tuweni.bytes.Bytes;

/// This node's answer in one round of a build, and the salt that hides it until it is revealed.
record Answer(Round round, Bytes salt, BuildOutcome outcome) {

    static final Codec<Answer> CODEC = Fields.codec(Answer::write, Answer::read);

    private static void write(Answer answer, ByteWriter out) {
        Round.CODEC.write(answer.round, out);
        out.bytes(answer.salt);
        BuildOutcome.CODEC.write(answer.outcome, out);
    }

    private static Answer read(ByteReader in) throws Malformed {
        return new Answer(Round.CODEC.read(in), Fields.bytes(in, Commitment.SALT_BYTES), BuildOutcome.CODEC.read(in));
    }

    Transaction.Commit commit(NodeId self) {
        Bytes commitment = Commitment.of(self, round.request(), round.number(), outcome, salt);
        return new Transaction.Commit(round.request(), round.number(), commitment);
    }

    Transaction.Reveal reveal() {
        return new Transaction.Reveal(round.request(), round.number(), salt, outcome);
    }
}
