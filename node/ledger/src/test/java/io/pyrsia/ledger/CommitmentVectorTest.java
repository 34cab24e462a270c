package io.pyrsia.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Commitment;
import io.pyrsia.ledger.transaction.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.junit.jupiter.api.Test;

/// The vectors of builders' answers that `docs/internals/formats.md` publishes are what the code computes.
class CommitmentVectorTest {

    private static final BuildOutcome.Built ANSWER = World.built("raw", "normalised");

    private static void published(String name, Bytes value) throws IOException {
        String page = Files.readString(Path.of("../../docs/internals/formats.md"));
        String row = "| " + name + " | `" + value.toUnprefixedHexString() + "` |";
        assertTrue(page.contains(row), () -> "not on the page: " + row);
    }

    @Test
    void answers() throws IOException {
        published("an answer", Fields.encode(BuildOutcome.CODEC, ANSWER));
        published("what its vote is on", ANSWER.ballot());
        NodeId node = new NodeId(Bytes32.repeat((byte) 0x11));
        Id request = new Id(Bytes32.repeat((byte) 0x22));
        Bytes salt = Bytes32.repeat((byte) 0x33);
        published("its commitment", Commitment.of(node, request, 1, ANSWER, salt));
    }
}
