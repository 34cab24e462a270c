package io.pyrsia.consensus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers [Effect.ServeChain] from the store: final blocks from a height on, or the snapshot where they are pruned.
public final class ChainServer {

    /// What an answer leaves for its proof and its headers.
    private static final int PROOF_ROOM = 1 << 20;

    private static final int HEADER_ROOM = 4_096;

    private ChainServer() {}

    /// The answer, or `null` when there is nothing to say.
    public static @Nullable Message answer(DurableStore store, long fromHeight) {
        Entry.Committed first = store.committed(fromHeight);
        if (first != null && Rescue.is(first.block())) {
            // Whoever has accepted it has it, and it is no use to others.
            return null;
        }
        if (first == null) {
            Snapshot snapshot = snapshot(store);
            return snapshot == null || snapshot.base().height() < fromHeight ? null : new Message.Offer(snapshot);
        }
        List<Block> blocks = blocks(store, fromHeight);
        FinalProof proof = proof(store, blocks.get(blocks.size() - 1).height());
        return proof == null ? null : new Message.Chain(blocks, proof);
    }

    private static List<Block> blocks(DurableStore store, long fromHeight) {
        List<Block> blocks = new ArrayList<>();
        long bytes = 0;
        Entry.Committed committed = store.committed(fromHeight);
        while (committed != null && blocks.size() < Limits.MAX_CHAIN_BLOCKS) {
            if (Rescue.is(committed.block())) {
                break;
            }
            bytes += committed.block().bodyBytes() + HEADER_ROOM;
            if (!blocks.isEmpty() && bytes > Limits.MAX_MESSAGE_BYTES - PROOF_ROOM) {
                break;
            }
            blocks.add(committed.block());
            if (committed.block().seal() != null) {
                break;
            }
            committed = store.committed(fromHeight + blocks.size());
        }
        return blocks;
    }

    /// Why the block of a height is final: the next proof above it, and the headers that lead there.
    private static @Nullable FinalProof proof(DurableStore store, long height) {
        List<Header> path = new ArrayList<>();
        Entry.Committed committed = store.committed(height);
        while (committed != null && path.size() <= Limits.MAX_PROOF_PATH) {
            if (committed.block().height() > height) {
                path.add(committed.block().header());
            }
            FinalProof proof = committed.proof();
            if (proof != null && Rescue.is(proof)) {
                return null;
            }
            if (proof != null) {
                path.addAll(proof.path());
                return path.size() > Limits.MAX_PROOF_PATH ? null : new FinalProof(path, proof.certificate());
            }
            committed = store.committed(committed.block().height() + 1);
        }
        return null;
    }

    /// The newest snapshot with the block that vouches for it and the chain of seals up to that block's epoch.
    private static @Nullable Snapshot snapshot(DurableStore store) {
        StoredSnapshot stored = store.snapshot();
        if (stored == null || stored.received() != null) {
            return stored == null ? null : stored.received();
        }
        long base = stored.base().height();
        Entry.Committed committed = store.committed(base + 1);
        while (committed != null && committed.block().header().executedHeight() < base) {
            committed = store.committed(committed.block().height() + 1);
        }
        FinalProof proof =
                committed == null ? null : proof(store, committed.block().height());
        if (committed == null || proof == null) {
            return null;
        }
        Header witness = committed.block().header();
        List<SealProof> seals = new ArrayList<>();
        for (SealProof seal : store.seals()) {
            if (seal.header().epoch() < witness.epoch()) {
                seals.add(seal);
            }
        }
        AppliedBlock applied = stored.applied();
        return new Snapshot(stored.base(), applied.stateRoot(), applied.change(), witness, proof, seals);
    }
}
