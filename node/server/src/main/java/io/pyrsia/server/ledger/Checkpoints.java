package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.State;
import io.pyrsia.log.follow.AuthoritySet;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.log.PublishedNotes;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.storage.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Has the log's checkpoints signed, stored and served: asks the authorities for what is missing, and tells whoever
/// asks.
final class Checkpoints implements PublishedNotes {

    /// After a block that was passed over, this long until its checkpoint is signed after all.
    private static final long IDLE_MS = 15;

    private final HostNetwork network;
    private final Ticker ticker;
    private final Supplier<State> state;
    private final String origin;
    private final Handoffs handoffs;
    private final Vouching vouching;
    /// The newest checkpoint in the store; owned by the ticker's thread.
    private @Nullable SignedCheckpoint stored;

    Checkpoints(LedgerSettings settings, Database database, HostNetwork network, Ticker ticker, Supplier<State> state) {
        this.network = network;
        this.ticker = ticker;
        this.state = state;
        this.origin = settings.genesis().origin();
        this.handoffs = new Handoffs(
                database,
                settings.genesis(),
                settings.recoveries().stream().map(RecoveryDocument::digest).toList());
        NodeId self = settings.key().publicKey().id();
        this.vouching = new Vouching(self, new NoteSigner(origin, settings.key()), this::tellPartners, this::completed);
        this.stored = handoffs.checkpoint().orElse(null);
        vouching.restore(stored, state.get());
    }

    /// A block is final and executed.
    void executed(Executed block) {
        if (!block.entries().isEmpty()) {
            ticker.soon(0, () -> vouching.executed(block));
            ticker.soon(IDLE_MS, vouching::signLast);
        }
    }

    /// The state of a snapshot took the place of this node's.
    void installed() {
        ticker.soon(0, () -> vouching.restore(vouching.newest().orElse(null), state.get()));
    }

    private void tellPartners(Told told) {
        Bytes note = told.encode();
        network.partners().forEach(partner -> network.tell(partner, note));
    }

    private void completed(SignedCheckpoint checkpoint) {
        network.tellFollowers(new Told.Checkpoint(checkpoint.encode()).encode());
        ticker.soon(0, this::settleEndings);
    }

    private void settleEndings() {
        for (Map.Entry<Long, SignedCheckpoint> ending :
                vouching.completeEndings().entrySet()) {
            try {
                if (handoffs.proof(ending.getKey()).isPresent() || handoffs.make(ending.getKey(), ending.getValue())) {
                    vouching.forgetEnding(ending.getKey());
                }
            } catch (Malformed e) {
                // An earlier epoch's end is not proven here yet: the next round tries again.
            }
        }
    }

    void told(NodeId from, Told told) throws Malformed {
        switch (told) {
            case Told.Standing ignored -> {}
            case Told.Signed signed -> vouching.told(from, signed);
            case Told.Checkpoint(Bytes note) -> vouching.told(SignedCheckpoint.parse(note));
            case Told.Wanted(long above) ->
                vouching.newest()
                        .filter(newest -> newest.checkpoint().size() > above)
                        .ifPresent(newest -> network.tell(from, new Told.Checkpoint(newest.encode()).encode()));
            case Told.HandoffWanted(long epoch) ->
                handoffs.proof(epoch).ifPresent(proof -> network.tell(from, new Told.Handoff(epoch, proof).encode()));
            case Told.Handoff(long epoch, Bytes proof) -> {
                if (handoffs.missing() == epoch
                        && epoch < state.get().authorities().epoch()) {
                    handoffs.add(epoch, proof);
                    vouching.forgetEnding(epoch);
                }
            }
        }
    }

    /// Asks for what is missing, repeats what is not complete, and stores the newest.
    void tick() {
        State now = state.get();
        vouching.repeat();
        settleEndings();
        long missing = handoffs.missing();
        if (missing < now.authorities().epoch()) {
            network.tellAny(new Told.HandoffWanted(missing).encode());
            findEnding(missing, now);
        }
        if (vouching.newestSize() < now.log().size()) {
            network.tellAny(new Told.Wanted(vouching.newestSize()).encode());
        }
        SignedCheckpoint newest = vouching.newest().orElse(null);
        if (newest != null && !newest.equals(stored)) {
            handoffs.store(newest);
            stored = newest;
        }
    }

    private void findEnding(long epoch, State now) {
        if (vouching.hasEnding(epoch)) {
            return;
        }
        try {
            handoffs.ending(epoch, now.log().size()).ifPresent(vouching::ending);
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the own log cannot be read: " + e.reason(), e);
        }
    }

    @Override
    public Optional<Bytes> checkpoint() {
        return vouching.newest().map(SignedCheckpoint::encode);
    }

    Optional<SignedCheckpoint> newest() {
        return vouching.newest();
    }

    long size() {
        return vouching.newestSize();
    }

    void cosigned(long size, List<NoteSignature> signatures) {
        vouching.cosigned(size, signatures);
    }

    @Override
    public Optional<Bytes> handoff(long epoch) {
        return handoffs.proof(epoch);
    }

    /// The verifier keys of the authorities now, one a line.
    String verifierKeys() {
        AuthoritySet set = Candidate.set(state.get().authorities());
        StringBuilder lines = new StringBuilder();
        set.noteKeys(origin).forEach(key -> lines.append(key.verifierKey()).append('\n'));
        return lines.toString();
    }
}
