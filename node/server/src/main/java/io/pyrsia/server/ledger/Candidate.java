package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.log.follow.AuthoritySet;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.Note;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.Policy;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A checkpoint that this node computed itself, and the signatures that came for it. Guarded by its [Vouching].
final class Candidate {

    private final Checkpoint checkpoint;
    /// The epoch that the block ends, or belongs to.
    private final long epoch;
    /// Whose quorum makes the checkpoint count: the authorities that finalised the block.
    private final AuthoritySet deciding;
    /// Authorities of the next epoch, whose signatures are welcome too where the block ends one.
    private final AuthoritySet following;
    private final Map<NodeId, NoteSignature> signatures = new TreeMap<>();

    Candidate(Checkpoint checkpoint, AuthoritySet deciding, AuthoritySet following) {
        this(checkpoint, deciding.epoch(), deciding, following);
    }

    private Candidate(Checkpoint checkpoint, long epoch, AuthoritySet deciding, AuthoritySet following) {
        this.checkpoint = checkpoint;
        this.epoch = epoch;
        this.deciding = deciding;
        this.following = following;
    }

    /// The end of an epoch that its own authorities cannot sign any more: those whom people named in their place do.
    static Candidate recovery(Checkpoint checkpoint, long epoch, AuthoritySet named) {
        return new Candidate(checkpoint, epoch, named, named);
    }

    /// The ledger's authorities as readers of the log have them.
    static AuthoritySet set(io.pyrsia.ledger.entry.AuthoritySet authorities) {
        List<PublicKey> keys = new ArrayList<>();
        for (NodeId node : authorities.nodes()) {
            try {
                keys.add(PublicKey.parse(node.key()));
            } catch (Malformed e) {
                throw new IllegalStateException("the ledger let through an authority without a key: " + node, e);
            }
        }
        return new AuthoritySet(authorities.epoch(), keys);
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    long size() {
        return checkpoint.size();
    }

    long epoch() {
        return epoch;
    }

    boolean maySign(NodeId node) {
        return key(node) != null;
    }

    boolean hasSigned(NodeId node) {
        return signatures.containsKey(node);
    }

    private @Nullable NoteKey key(NodeId node) {
        for (AuthoritySet set : List.of(deciding, following)) {
            for (PublicKey key : set.keys()) {
                if (key.id().equals(node)) {
                    return new NoteKey(checkpoint.origin(), NoteKey.Kind.LOG, key);
                }
            }
        }
        return null;
    }

    /// Takes a signature that this node made itself, which needs no check.
    void addOwn(NodeId self, NoteSignature signature) {
        signatures.put(self, signature);
    }

    /// Takes a signature that is the node's over this checkpoint.
    void add(NodeId node, NoteSignature signature) throws Malformed {
        NoteKey key = key(node);
        if (key == null
                || new Note(checkpoint.text(), List.of(signature))
                        .signers(List.of(key))
                        .isEmpty()) {
            throw new Malformed("not a signature of " + node + " under size " + size());
        }
        signatures.put(node, signature);
    }

    boolean isComplete() {
        long deciders = deciding.keys().stream()
                .filter(key -> signatures.containsKey(key.id()))
                .count();
        return deciders >= deciding.quorum();
    }

    SignedCheckpoint signed() {
        return SignedCheckpoint.of(checkpoint, List.copyOf(signatures.values()));
    }

    /// Takes all signatures of a note over this very checkpoint, if they are enough.
    void adopt(SignedCheckpoint note) throws Malformed {
        if (!note.checkpoint().equals(checkpoint)) {
            throw new Malformed("a checkpoint of another tree of size " + size() + " than this node has");
        }
        // This checks all signatures in the name of those who decide.
        policy().accept(note);
        for (NoteSignature signature : note.note().signatures()) {
            for (NoteKey key : deciding.noteKeys(checkpoint.origin())) {
                if (signature.isBy(key)) {
                    signatures.put(key.key().id(), signature);
                }
            }
            for (NoteKey key : following.noteKeys(checkpoint.origin())) {
                if (signature.isBy(key) && !hasSigned(key.key().id())) {
                    add(key.key().id(), signature);
                }
            }
        }
    }

    Policy policy() {
        return deciding.policy(checkpoint.origin(), Quorum.none());
    }
}
