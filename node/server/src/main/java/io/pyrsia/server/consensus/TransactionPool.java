package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The transactions that wait for a block, in the order in which they came; safe for use by many threads.
///
/// When it is full, the newest of the source that has the most there give way to what comes from one that has less. So
/// nobody can fill it: whoever tries keeps what the others leave.
final class TransactionPool {

    static final long MAX_BYTES = 64L << 20;
    /// A smaller transaction takes as much room as one of this size: so 104,857 wait at most.
    static final int LEAST_BYTES = 640;

    /// Committed transactions that are remembered, because gossip of one may come after the block that has it.
    static final int MAX_REMEMBERED = 50_000;

    /// Where transactions come from.
    sealed interface Source {
        /// This node's own callers.
        record Own() implements Source {}

        record Partner(NodeId node) implements Source {}

        /// All guests together: a guest can come back under another name.
        record Guests() implements Source {}
    }

    /// What became of a transaction.
    enum Verdict {
        ADDED,
        KNOWN,
        TOO_LARGE,
        FULL
    }

    private static final class Share {
        final LinkedHashSet<TransactionKey> transactions = new LinkedHashSet<>();
        long bytes;
    }

    /// Guarded by this, like all fields.
    private final Map<TransactionKey, Source> waiting = new LinkedHashMap<>();
    /// Of each source that has something waiting.
    private final Map<Source, Share> shares = new HashMap<>();

    private final LinkedHashSet<TransactionKey> committed = new LinkedHashSet<>();
    private long bytes;

    Verdict add(Source source, Bytes transaction) {
        if (transaction.isEmpty() || transaction.size() > Limits.MAX_TRANSACTION_BYTES) {
            return Verdict.TOO_LARGE;
        }
        TransactionKey key = TransactionKey.of(transaction);
        synchronized (this) {
            if (committed.contains(key) || waiting.containsKey(key)) {
                return Verdict.KNOWN;
            }
            if (!makeRoom(source, key)) {
                return Verdict.FULL;
            }
            Share share = shares.computeIfAbsent(source, any -> new Share());
            share.transactions.add(key);
            share.bytes += room(key);
            bytes += room(key);
            waiting.put(key, source);
            return Verdict.ADDED;
        }
    }

    private static int room(TransactionKey key) {
        return Math.max(LEAST_BYTES, key.size());
    }

    private boolean makeRoom(Source source, TransactionKey key) {
        while (bytes + room(key) > MAX_BYTES) {
            Share own = shares.get(source);
            Share largest = largest();
            if (largest == null || largest.bytes <= (own == null ? 0 : own.bytes) + room(key)) {
                return false;
            }
            remove(largest.transactions.getLast());
        }
        return true;
    }

    private @Nullable Share largest() {
        Share largest = null;
        for (Share share : shares.values()) {
            largest = largest == null || share.bytes > largest.bytes ? share : largest;
        }
        return largest;
    }

    private void remove(TransactionKey key) {
        Source source = waiting.remove(key);
        Share share = source == null ? null : shares.get(source);
        if (share != null) {
            share.transactions.remove(key);
            share.bytes -= room(key);
            bytes -= room(key);
            if (share.transactions.isEmpty()) {
                shares.remove(source);
            }
        }
    }

    /// The oldest transactions that fit a block and are in none of its ancestors, behind the opening, if there is
    /// one; nothing if there is nothing but the opening.
    synchronized List<Bytes> take(List<Block> ancestors, Bytes opening) {
        Set<TransactionKey> taken = new HashSet<>();
        for (Block block : ancestors) {
            block.transactions().forEach(transaction -> taken.add(TransactionKey.of(transaction)));
        }
        List<Bytes> chosen = new ArrayList<>();
        int room = Limits.MAX_BODY_BYTES - 4;
        if (!opening.isEmpty() && !waiting.isEmpty()) {
            chosen.add(opening);
            room -= opening.size() + 4;
        }
        int opened = chosen.size();
        for (TransactionKey key : waiting.keySet()) {
            if (chosen.size() == Limits.MAX_BLOCK_TRANSACTIONS || key.size() + 4 > room) {
                break;
            }
            if (!taken.contains(key)) {
                chosen.add(key.transaction());
                room -= key.size() + 4;
            }
        }
        return chosen.size() == opened ? List.of() : chosen;
    }

    synchronized void commit(List<Bytes> transactions) {
        for (Bytes transaction : transactions) {
            TransactionKey key = TransactionKey.of(transaction);
            remove(key);
            committed.add(key);
        }
        Iterator<TransactionKey> oldest = committed.iterator();
        while (committed.size() > MAX_REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized int size() {
        return waiting.size();
    }
}
