package io.pyrsia.server.log;

import io.pyrsia.base.Malformed;
import io.pyrsia.client.LogClient;
import io.pyrsia.log.Hash;
import io.pyrsia.log.Tree;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.log.witness.AddCheckpoint;
import io.pyrsia.log.witness.WitnessAnswer;
import io.pyrsia.storage.View;
import java.io.IOException;
import java.util.List;

/// Asks one outside witness to cosign this node's checkpoints (C2SP tlog-witness, the log's side). One thread owns
/// it.
///
/// It remembers the size that the witness cosigned last; where it is wrong, the witness says so and is asked again.
public final class Cosigner {

    private final LogClient client;
    private final List<NoteKey> witness;
    private final StoredLog log;
    private long old;

    /// @param witness the witness's keys; only cosignatures by them count
    public Cosigner(LogClient client, List<NoteKey> witness, View view) {
        this.client = client;
        this.witness = List.copyOf(witness);
        this.log = new StoredLog(view);
    }

    /// The witness's cosignatures under a checkpoint that enough authorities signed; a witness that refuses, or
    /// answers with what is none, is a failure.
    public List<NoteSignature> cosign(SignedCheckpoint checkpoint) throws IOException, InterruptedException {
        WitnessAnswer answer = ask(checkpoint);
        if (answer instanceof WitnessAnswer.OtherSize(long size)) {
            if (size > checkpoint.checkpoint().size()) {
                throw new IOException("the witness has cosigned size " + size + " already");
            }
            old = size;
            answer = ask(checkpoint);
        }
        return switch (answer) {
            case WitnessAnswer.Cosigned(List<NoteSignature> signatures) -> {
                old = checkpoint.checkpoint().size();
                yield signatures;
            }
            case WitnessAnswer.OtherSize(long size) -> throw new IOException("the witness now has size " + size);
            case WitnessAnswer.Refused(int status, String reason) ->
                throw new IOException("the witness refuses with " + status + ": " + reason);
        };
    }

    private WitnessAnswer ask(SignedCheckpoint checkpoint) throws IOException, InterruptedException {
        long size = checkpoint.checkpoint().size();
        List<Hash> proof = old == 0 || old >= size
                ? List.of()
                : new Tree(size, log).consistency(old).path();
        LogClient.Answer answer = client.post(
                "add-checkpoint",
                new AddCheckpoint(Math.min(old, size), proof, checkpoint).encode(),
                WitnessAnswer.MAX_BYTES);
        try {
            return WitnessAnswer.read(answer.status(), answer.body(), checkpoint, witness);
        } catch (Malformed e) {
            throw new IOException("the witness's answer is none: " + e.reason(), e);
        }
    }
}
