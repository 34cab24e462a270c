package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.State;
import io.pyrsia.log.follow.AuthoritySet;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Collects the authorities' signatures under the log's checkpoints, and gives its own. Safe for use by many threads.
///
/// All must sign the same sizes: one block of each ten milliseconds of agreed time, every block that ends an epoch,
/// and, when nothing came for a moment, the newest.
final class Vouching {

    /// Sizes whose signatures are collected: the newest ones.
    private static final int MAX_CANDIDATES = 512;
    /// Sizes that others have signed and this node has not reached.
    private static final int MAX_EARLY = 128;

    private static final long SLOT_MS = 10;

    private final NodeId self;
    private final NoteSigner signer;
    private final Consumer<Told> toAuthorities;
    private final Consumer<SignedCheckpoint> completed;
    /// By size. Guarded by this, like all that follows.
    private final LinkedHashMap<Long, Candidate> candidates = new LinkedHashMap<>();
    /// The ends of epochs whose signatures are not complete; they stay.
    private final Map<Long, Candidate> endings = new TreeMap<>();

    private final LinkedHashMap<Long, Map<NodeId, NoteSignature>> early = new LinkedHashMap<>();
    private long lastSlot = -1;
    private @Nullable Candidate unsigned;
    private @Nullable SignedCheckpoint newest;
    /// Of outside witnesses, under the newest.
    private List<NoteSignature> cosignatures = List.of();
    /// The authorities of the last block, and the same as readers of the log have them: making these checks each key.
    private io.pyrsia.ledger.entry.@Nullable AuthoritySet lastSet;

    private @Nullable AuthoritySet lastReadable;

    /// @param toAuthorities tells all authorities something
    /// @param completed hears of each checkpoint with a quorum, of the newest size or the end of an epoch
    Vouching(NodeId self, NoteSigner signer, Consumer<Told> toAuthorities, Consumer<SignedCheckpoint> completed) {
        this.self = self;
        this.signer = signer;
        this.toAuthorities = toAuthorities;
        this.completed = completed;
    }

    /// Goes on from what was signed before.
    synchronized void restore(@Nullable SignedCheckpoint stored, State state) {
        newest = stored;
        AuthoritySet set = Candidate.set(state.authorities());
        if (state.log().size() > newestSize()) {
            unsigned = open(new Candidate(Checkpoint.of(signer.name(), state.log()), set, set));
        }
    }

    /// A block with entries is final and executed.
    void executed(Executed block) {
        AuthoritySet before = readable(block.before().authorities());
        AuthoritySet after = readable(block.after().authorities());
        Checkpoint checkpoint = Checkpoint.of(signer.name(), block.after().log());
        Candidate candidate = block.isRecovery()
                ? Candidate.recovery(checkpoint, before.epoch(), after)
                : new Candidate(checkpoint, before, after);
        long slot = block.after().timeMs() / SLOT_MS;
        boolean isEnding = before.epoch() != after.epoch();
        boolean isDue;
        synchronized (this) {
            open(candidate);
            isDue = isEnding || slot != lastSlot;
            lastSlot = slot;
            unsigned = isDue ? null : candidate;
            if (isEnding) {
                endings.put(candidate.size(), candidate);
            }
        }
        if (isDue) {
            sign(candidate);
        }
    }

    private synchronized AuthoritySet readable(io.pyrsia.ledger.entry.AuthoritySet authorities) {
        AuthoritySet known = lastReadable;
        if (known == null || !authorities.equals(lastSet)) {
            known = Candidate.set(authorities);
            lastSet = authorities;
            lastReadable = known;
        }
        return known;
    }

    /// The end of an epoch that was found again after a restart.
    void ending(Candidate candidate) {
        synchronized (this) {
            endings.put(candidate.size(), candidate);
            open(candidate);
        }
        sign(candidate);
    }

    private synchronized Candidate open(Candidate candidate) {
        candidates.put(candidate.size(), candidate);
        if (candidates.size() > MAX_CANDIDATES) {
            candidates.remove(candidates.keySet().iterator().next());
        }
        Map<NodeId, NoteSignature> waiting = early.remove(candidate.size());
        if (waiting != null) {
            waiting.forEach((node, signature) -> {
                try {
                    candidate.add(node, signature);
                } catch (Malformed e) {
                    // It came before this node could tell; now it can, and it is worth nothing.
                }
            });
        }
        return candidate;
    }

    /// Signs the newest size, if it was passed over and nothing newer came.
    void signLast() {
        Candidate candidate;
        synchronized (this) {
            candidate = unsigned;
            unsigned = null;
        }
        if (candidate != null) {
            sign(candidate);
        }
    }

    private void sign(Candidate candidate) {
        if (candidate.maySign(self)) {
            NoteSignature signature = signer.sign(candidate.checkpoint().text());
            toAuthorities.accept(new Told.Signed(candidate.size(), line(signature)));
            signed(self, candidate.size(), signature);
        } else {
            signed(self, candidate.size(), null);
        }
    }

    private static Bytes line(NoteSignature signature) {
        return Bytes.wrap(signature.line().getBytes(StandardCharsets.UTF_8));
    }

    /// An authority's line under the checkpoint of a size.
    void told(NodeId from, Told.Signed told) throws Malformed {
        NoteSignature signature = NoteSignature.parse(new String(told.line().toArrayUnsafe(), StandardCharsets.UTF_8));
        if (!from.equals(self)) {
            signed(from, told.size(), signature);
        }
    }

    private void signed(NodeId from, long size, @Nullable NoteSignature signature) {
        SignedCheckpoint complete;
        synchronized (this) {
            Candidate candidate = endings.getOrDefault(size, candidates.get(size));
            if (candidate == null) {
                keepEarly(from, size, signature);
                return;
            }
            boolean wasComplete = candidate.isComplete();
            // More than enough are worth their check only where the next authorities sign too.
            boolean isWanted = !wasComplete || endings.containsKey(size);
            if (signature != null && isWanted && !candidate.hasSigned(from)) {
                try {
                    add(candidate, from, signature);
                } catch (Malformed e) {
                    return;
                }
            }
            complete = taken(candidate, wasComplete);
        }
        if (complete != null) {
            completed.accept(complete);
        }
    }

    /// Its own signature needs no check; nobody else can bring one in this node's name.
    private void add(Candidate candidate, NodeId from, NoteSignature signature) throws Malformed {
        if (from.equals(self)) {
            candidate.addOwn(self, signature);
        } else {
            candidate.add(from, signature);
        }
    }

    private void keepEarly(NodeId from, long size, @Nullable NoteSignature signature) {
        if (signature == null || size <= newestSize()) {
            return;
        }
        if (early.size() >= MAX_EARLY && !early.containsKey(size)) {
            early.remove(early.keySet().iterator().next());
        }
        Map<NodeId, NoteSignature> waiting = early.computeIfAbsent(size, ignored -> new TreeMap<>());
        if (waiting.size() < AuthoritySet.MAX_AUTHORITIES) {
            waiting.put(from, signature);
        }
    }

    /// What is new: the first quorum of a size that counts. Later signatures are added to the newest.
    private @Nullable SignedCheckpoint taken(Candidate candidate, boolean wasComplete) {
        if (!candidate.isComplete()) {
            return null;
        }
        boolean isEnding = endings.containsKey(candidate.size());
        boolean isNewest = candidate.size() >= newestSize();
        if (isNewest) {
            cosignatures = candidate.size() == newestSize() ? cosignatures : List.of();
            newest = candidate.signed().with(cosignatures);
        }
        return !wasComplete && (isNewest || isEnding) ? candidate.signed() : null;
    }

    /// The checkpoints of ends of epochs that have a quorum, by epoch.
    synchronized Map<Long, SignedCheckpoint> completeEndings() {
        Map<Long, SignedCheckpoint> complete = new TreeMap<>();
        for (Candidate ending : endings.values()) {
            if (ending.isComplete()) {
                complete.put(ending.epoch(), ending.signed());
            }
        }
        return complete;
    }

    /// The end of an epoch is proven and stored.
    synchronized void forgetEnding(long epoch) {
        endings.values().removeIf(ending -> ending.epoch() <= epoch);
    }

    synchronized boolean hasEnding(long epoch) {
        return endings.values().stream().anyMatch(ending -> ending.epoch() == epoch);
    }

    /// A whole checkpoint of another node; of use if this node has that very tree.
    void told(SignedCheckpoint note) throws Malformed {
        SignedCheckpoint complete;
        synchronized (this) {
            Candidate candidate = candidates.get(note.checkpoint().size());
            if (candidate == null || candidate.size() < newestSize()) {
                return;
            }
            boolean wasComplete = candidate.isComplete();
            candidate.adopt(note);
            complete = taken(candidate, wasComplete);
        }
        if (complete != null) {
            completed.accept(complete);
        }
    }

    /// Witnesses have cosigned the checkpoint of a size; of use as long as it is the newest.
    synchronized void cosigned(long size, List<NoteSignature> signatures) {
        if (newest != null && size == newestSize()) {
            newest = newest.with(signatures);
            List<NoteSignature> all = new ArrayList<>(cosignatures);
            all.addAll(signatures);
            cosignatures = List.copyOf(all);
        }
    }

    /// The newest checkpoint with a quorum.
    synchronized Optional<SignedCheckpoint> newest() {
        return Optional.ofNullable(newest);
    }

    synchronized long newestSize() {
        return newest == null ? 0 : newest.checkpoint().size();
    }

    /// Says again what is not complete: the newest size, and ends of epochs.
    void repeat() {
        List<Candidate> open = new ArrayList<>();
        synchronized (this) {
            open.addAll(endings.values());
            if (!candidates.isEmpty()) {
                Candidate last = candidates.lastEntry().getValue();
                if (last.size() > newestSize()) {
                    open.add(last);
                }
            }
        }
        open.forEach(this::sign);
    }
}
