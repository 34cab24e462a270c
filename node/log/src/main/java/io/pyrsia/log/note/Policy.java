package io.pyrsia.log.note;

import io.pyrsia.base.Malformed;
import java.util.List;
import java.util.stream.Stream;

/// Whose signatures make a checkpoint worth believing: enough of the log's own keys, and enough witnesses.
public record Policy(Quorum log, Quorum witnesses) {

    public Policy {
        if (log.keys().anyMatch(key -> key.kind() != NoteKey.Kind.LOG)
                || witnesses.keys().anyMatch(key -> key.kind() != NoteKey.Kind.WITNESS)) {
            throw new IllegalArgumentException("a log signs as a log, a witness as a witness");
        }
    }

    /// Gives the checkpoint of a signed one, or the reason not to believe it.
    public Checkpoint accept(SignedCheckpoint signed) throws Malformed {
        List<NoteKey> known =
                Stream.concat(log.keys(), witnesses.keys()).distinct().toList();
        List<NoteKey> signers = signed.note().signers(known);
        String origin = signed.checkpoint().origin();
        List<NoteKey> ofThisLog = signers.stream()
                .filter(key -> key.kind() == NoteKey.Kind.WITNESS || key.name().equals(origin))
                .toList();
        if (!log.isMetBy(ofThisLog)) {
            throw new Malformed("the checkpoint of " + origin + " has not enough signatures of the log");
        }
        if (!witnesses.isMetBy(signers)) {
            throw new Malformed("the checkpoint of " + origin + " has not enough cosignatures of witnesses");
        }
        return signed.checkpoint();
    }
}
