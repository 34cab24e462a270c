package io.pyrsia.log.witness;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.ConsistencyProof;
import io.pyrsia.log.Hash;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.Policy;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Cosigns what goes on from what it cosigned before, for the logs whose keys it was given.
///
/// The times are seconds since 1970 and come from outside. Every check is made before anything is stored, and nothing
/// is answered before it is stored.
public final class Witness {

    /// How often a request that lost a race is looked at again before its sender has to.
    private static final int MAX_ATTEMPTS = 4;

    private final NoteSigner signer;
    private final SortedMap<String, Quorum> logs;

    public Witness(NoteSigner signer, SortedMap<String, Quorum> logs) {
        this.signer = signer;
        this.logs = new TreeMap<>(logs);
    }

    /// Answers one request.
    public WitnessAnswer add(Bytes request, WitnessStore store, long seconds) {
        AddCheckpoint asked;
        try {
            asked = AddCheckpoint.parse(request);
        } catch (Malformed e) {
            return new WitnessAnswer.Refused(400, e.reason());
        }
        String origin = asked.checkpoint().checkpoint().origin();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<SignedCheckpoint> latest = store.latest(origin);
            Optional<WitnessAnswer> refusal = refusal(asked, latest.map(SignedCheckpoint::checkpoint));
            if (refusal.isPresent()) {
                return refusal.get();
            }
            NoteSignature cosignature = signer.cosign(asked.checkpoint().note().text(), seconds);
            if (store.replace(origin, latest, asked.checkpoint().with(List.of(cosignature)))) {
                return new WitnessAnswer.Cosigned(List.of(cosignature));
            }
        }
        return new WitnessAnswer.Refused(503, "too many requests at once about " + origin);
    }

    private Optional<WitnessAnswer> refusal(AddCheckpoint asked, Optional<Checkpoint> latest) {
        Checkpoint next = asked.checkpoint().checkpoint();
        Quorum log = logs.get(next.origin());
        if (log == null) {
            return refused(404, "not a log that this witness knows");
        }
        try {
            new Policy(log, Quorum.none()).accept(asked.checkpoint());
        } catch (Malformed e) {
            return refused(403, e.reason());
        }
        if (asked.old() > next.size()) {
            return refused(400, "the old size is larger than the new one");
        }
        long size = latest.map(Checkpoint::size).orElse(0L);
        if (asked.old() != size) {
            return Optional.of(new WitnessAnswer.OtherSize(size));
        }
        Hash root = latest.map(Checkpoint::root).orElse(Hash.EMPTY_TREE);
        if (!new ConsistencyProof(asked.old(), next.size(), asked.proof()).proves(root, next.root())) {
            return refused(422, "the new tree is not shown to go on from the old one");
        }
        return Optional.empty();
    }

    private static Optional<WitnessAnswer> refused(int status, String reason) {
        return Optional.of(new WitnessAnswer.Refused(status, reason));
    }
}
