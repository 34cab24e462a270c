package io.pyrsia.log.follow;

import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.log.note.Note;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.Policy;
import io.pyrsia.log.note.Quorum;
import java.util.Comparator;
import java.util.List;

/// The authorities of one epoch, ordered by key: more than two thirds of them sign each checkpoint of their time.
public record AuthoritySet(long epoch, List<PublicKey> keys) {

    /// As many as a note may have signatures.
    public static final int MAX_AUTHORITIES = Note.MAX_SIGNATURES;

    public AuthoritySet {
        keys = keys.stream()
                .sorted(Comparator.comparing(PublicKey::id))
                .distinct()
                .toList();
        if (epoch < 0 || keys.isEmpty() || keys.size() > MAX_AUTHORITIES) {
            throw new IllegalArgumentException("no set of authorities: " + keys.size() + " in epoch " + epoch);
        }
    }

    public int quorum() {
        return 2 * keys.size() / 3 + 1;
    }

    /// What a checkpoint of this epoch needs: a quorum of the authorities, who all sign as the log, and the witnesses.
    public Policy policy(String origin, Quorum witnesses) {
        return new Policy(Quorum.of(quorum(), noteKeys(origin)), witnesses);
    }

    /// The authorities' keys as verifiers of the log have them.
    public List<NoteKey> noteKeys(String origin) {
        return keys.stream()
                .map(key -> new NoteKey(origin, NoteKey.Kind.LOG, key))
                .toList();
    }
}
