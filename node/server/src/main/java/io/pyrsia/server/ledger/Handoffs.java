package io.pyrsia.server.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.entry.AuthorityEntries;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.log.Hash;
import io.pyrsia.log.Tree;
import io.pyrsia.log.follow.AuthoritySet;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The proofs that lead from each epoch's authorities to the next, made or fetched, and kept in the store; and the
/// newest checkpoint.
///
/// Whatever comes from others is checked along the chain from genesis, like a light client does it. Safe for use by
/// many threads.
final class Handoffs {

    private static final Bytes CHECKPOINT = Bytes.wrap("log/checkpoint".getBytes(StandardCharsets.US_ASCII));
    private static final Bytes HANDOFF = Bytes.wrap("log/handoff/".getBytes(StandardCharsets.US_ASCII));
    private static final AuthorityEntries CHANGES = new AuthorityEntries();

    private final Database database;
    private final String origin;
    private final AuthoritySet first;
    /// The recoveries that this node's operator accepted.
    private final List<Digest> accepted;
    /// Epochs whose ends are known to be here; it only grows, whoever writes it.
    private volatile long known;

    Handoffs(Database database, GenesisDocument genesis, List<Digest> accepted) {
        this.accepted = List.copyOf(accepted);
        this.database = database;
        this.origin = genesis.origin();
        this.first = Candidate.set(new io.pyrsia.ledger.entry.AuthoritySet(0, genesis.authorities()));
    }

    /// The first epoch whose end is not proven here.
    long missing() {
        long epoch = known;
        while (proof(epoch).isPresent()) {
            epoch++;
        }
        known = epoch;
        return epoch;
    }

    Optional<Bytes> proof(long epoch) {
        return Optional.ofNullable(database.get(Column.META, key(epoch)));
    }

    private static Bytes key(long epoch) {
        return new ByteWriter().bytes(HANDOFF).u64(epoch).toBytes();
    }

    /// The authorities of an epoch, if all ends of epochs before it are proven here.
    Optional<AuthoritySet> authorities(long epoch) throws Malformed {
        if (epoch == 0) {
            return Optional.of(first);
        }
        Optional<Bytes> before = proof(epoch - 1);
        return before.isEmpty()
                ? Optional.empty()
                : CHANGES.in(LogProof.parse(before.get()).extra());
    }

    /// Keeps the proof of an epoch's end, if it is one, and of this log.
    void add(long epoch, Bytes encoded) throws Malformed {
        LogProof proof = LogProof.parse(encoded);
        AuthoritySet ending =
                authorities(epoch).orElseThrow(() -> new Malformed("the end of an earlier epoch is missing"));
        AuthoritySet next = CHANGES.in(proof.extra())
                .orElseThrow(() -> new Malformed("the entry of a hand-off names no authorities"));
        AuthoritySet signers = isAccepted(proof.extra()) ? next : ending;
        Checkpoint checkpoint = proof.verify(Hash.ofEntry(proof.extra()), signers.policy(origin, Quorum.none()));
        if (!checkpoint.origin().equals(origin) || next.epoch() != epoch + 1) {
            throw new Malformed("not the hand-off of epoch " + epoch);
        }
        database.commit(new Batch().put(Column.META, key(epoch), encoded));
    }

    private boolean isAccepted(Bytes entry) throws Malformed {
        return CHANGES.recovery(entry).filter(accepted::contains).isPresent();
    }

    /// Makes the proof of the end of an epoch out of the checkpoint of its last block; false where the log before it
    /// names no next authorities.
    boolean make(long epoch, SignedCheckpoint checkpoint) throws Malformed {
        StoredEntries entries = new StoredEntries(database);
        long size = checkpoint.checkpoint().size();
        Optional<Long> index = find(epoch, size);
        if (index.isEmpty()) {
            return false;
        }
        Bytes entry = entries.entry(index.get())
                .orElseThrow(() -> new IllegalStateException("entry " + index.get() + " is not in the log"));
        Tree tree = new Tree(size, new StoredLog(database));
        LogProof proof =
                new LogProof(entry, index.get(), tree.inclusion(index.get()).path(), checkpoint);
        add(epoch, proof.encode());
        return true;
    }

    /// The last entry below `size` that ended the epoch.
    private Optional<Long> find(long epoch, long size) throws Malformed {
        StoredEntries entries = new StoredEntries(database);
        for (long index = size - 1; index >= 0; index--) {
            Optional<AuthoritySet> named = CHANGES.in(entries.entry(index).orElse(Bytes.EMPTY));
            if (named.isPresent() && named.get().epoch() <= epoch + 1) {
                return named.get().epoch() == epoch + 1 ? Optional.of(index) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The checkpoint of the block that ended an epoch, found again in the log; empty if the log has not come so far.
    Optional<Candidate> ending(long epoch, long logSize) throws Malformed {
        Optional<AuthoritySet> deciding = authorities(epoch);
        Optional<Long> index = find(epoch, logSize);
        if (deciding.isEmpty() || index.isEmpty()) {
            return Optional.empty();
        }
        StoredEntries entries = new StoredEntries(database);
        Entry last = Entry.decode(entries.entry(index.get()).orElse(Bytes.EMPTY));
        AuthoritySet following =
                CHANGES.in(entries.entry(index.get()).orElse(Bytes.EMPTY)).orElseThrow();
        long size = index.get() + 1;
        while (size < logSize
                && Entry.decode(entries.entry(size).orElse(Bytes.EMPTY)).height() == last.height()) {
            size++;
        }
        Hash root = new Tree(logSize, new StoredLog(database)).rootOfFirst(size);
        Checkpoint checkpoint = new Checkpoint(origin, size, root);
        return Optional.of(
                last.content() instanceof Content.Recovered
                        ? Candidate.recovery(checkpoint, epoch, following)
                        : new Candidate(checkpoint, deciding.get(), following));
    }

    Optional<SignedCheckpoint> checkpoint() {
        Bytes stored = database.get(Column.META, CHECKPOINT);
        try {
            return stored == null ? Optional.empty() : Optional.of(SignedCheckpoint.parse(stored));
        } catch (Malformed e) {
            throw new IllegalStateException("the checkpoint in the store is damaged: " + e.reason(), e);
        }
    }

    void store(SignedCheckpoint checkpoint) {
        database.commit(new Batch().put(Column.META, CHECKPOINT, checkpoint.encode()));
    }
}
