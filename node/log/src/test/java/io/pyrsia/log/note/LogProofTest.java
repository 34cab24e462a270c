package io.pyrsia.log.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Appended;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Hash;
import io.pyrsia.log.MemoryTiles;
import io.pyrsia.log.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class LogProofTest {

    private static final String ORIGIN = "pyrsia.example/net";
    private static final NoteSigner SIGNER = Keys.signer(ORIGIN, 1);
    private static final Policy POLICY = new Policy(Quorum.of(1, List.of(SIGNER.key(NoteKey.Kind.LOG))), Quorum.none());

    private static final int SIZE = 300;

    @Test
    void everyEntryHasAProofThatIsReadBack() throws Malformed {
        for (int index : List.of(0, 1, 17, 255, 256, SIZE - 1)) {
            LogProof proof = proof(index, index == 17 ? Bytes.of(1, 2, 3) : Bytes.EMPTY);
            LogProof read = LogProof.parse(proof.encode());
            assertEquals(proof, read);
            assertEquals(SIZE, read.verify(leaf(index), POLICY).size());
            assertThrows(Malformed.class, () -> read.verify(leaf(index + 1), POLICY));
        }
    }

    @Test
    void noSingleChangedByteOfAProofIsAccepted() {
        Bytes encoded = proof(17, Bytes.EMPTY).encode();
        for (int at = 0; at < encoded.size(); at++) {
            byte[] changed = encoded.toArray();
            changed[at] ^= 1;
            assertThrows(
                    Malformed.class, () -> LogProof.parse(Bytes.wrap(changed)).verify(leaf(17), POLICY));
        }
        for (int length = 0; length < encoded.size(); length++) {
            Bytes cut = encoded.slice(0, length);
            assertThrows(Malformed.class, () -> LogProof.parse(cut).verify(leaf(17), POLICY));
        }
    }

    private static LogProof proof(int index, Bytes extra) {
        Appended appended = Edge.EMPTY.append(
                IntStream.range(0, SIZE).mapToObj(LogProofTest::leaf).toList());
        MemoryTiles tiles = new MemoryTiles();
        tiles.store(appended);
        Checkpoint checkpoint = Checkpoint.of(ORIGIN, appended.edge());
        SignedCheckpoint signed = SignedCheckpoint.of(checkpoint, List.of(SIGNER.sign(checkpoint.text())));
        return new LogProof(extra, index, new Tree(SIZE, tiles).inclusion(index).path(), signed);
    }

    private static Hash leaf(int number) {
        return Hash.ofEntry(Bytes.wrap(("entry " + number).getBytes(StandardCharsets.UTF_8)));
    }
}
