package io.pyrsia.log.witness;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.ConsistencyProof;
import io.pyrsia.log.Decimal;
import io.pyrsia.log.Hash;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.note.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The question to a witness: to cosign a checkpoint that goes on from the `old` size it cosigned before.
public record AddCheckpoint(long old, List<Hash> proof, SignedCheckpoint checkpoint) {

    public static final int MAX_BYTES = LogPath.MAX_PROOF_BYTES;

    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (old < 0 || proof.size() > ConsistencyProof.MAX_HASHES) {
            throw new IllegalArgumentException("no request: old " + old + ", " + proof.size() + " hashes");
        }
    }

    public Bytes encode() {
        StringBuilder head = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(hash -> head.append(hash).append('\n'));
        return Bytes.concatenate(
                Bytes.wrap(head.append('\n').toString().getBytes(StandardCharsets.UTF_8)), checkpoint.encode());
    }

    public static AddCheckpoint parse(Bytes encoded) throws Malformed {
        if (encoded.size() > MAX_BYTES) {
            throw new Malformed("a request has at most " + MAX_BYTES + " bytes");
        }
        // The head is ASCII, so each byte is a character; the checkpoint reads its own bytes.
        String text = new String(encoded.toArrayUnsafe(), StandardCharsets.ISO_8859_1);
        int split = text.indexOf("\n\n");
        if (split < 0 || !text.startsWith("old ")) {
            throw new Malformed("a request is an old size, a proof, an empty line and a checkpoint");
        }
        String[] lines = text.substring(4, split).split("\n", ConsistencyProof.MAX_HASHES + 2);
        if (lines.length - 1 > ConsistencyProof.MAX_HASHES) {
            throw new Malformed("a proof has at most " + ConsistencyProof.MAX_HASHES + " hashes");
        }
        List<Hash> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            proof.add(Hash.parse(lines[i]));
        }
        return new AddCheckpoint(Decimal.parse(lines[0]), proof, SignedCheckpoint.parse(encoded.slice(split + 2)));
    }
}
