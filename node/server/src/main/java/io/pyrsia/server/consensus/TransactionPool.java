package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/// The transactions that wait for a block, in the order in which they came; safe for use by many threads.
final class TransactionPool {

    static final int MAX_TRANSACTIONS = 100_000;
    static final long MAX_BYTES = 64L << 20;

    /// Committed transactions that are remembered, because gossip of one may come after the block that has it.
    static final int MAX_REMEMBERED = 50_000;

    /// What became of a transaction.
    enum Verdict {
        ADDED,
        KNOWN,
        TOO_LARGE,
        FULL
    }

    /// Guarded by this, like all fields.
    private final LinkedHashSet<TransactionKey> waiting = new LinkedHashSet<>();

    private final LinkedHashSet<TransactionKey> committed = new LinkedHashSet<>();
    private long bytes;

    Verdict add(Bytes transaction) {
        if (transaction.isEmpty() || transaction.size() > Limits.MAX_TRANSACTION_BYTES) {
            return Verdict.TOO_LARGE;
        }
        TransactionKey key = TransactionKey.of(transaction);
        synchronized (this) {
            if (committed.contains(key)) {
                return Verdict.KNOWN;
            }
            if (waiting.size() >= MAX_TRANSACTIONS || bytes + key.size() > MAX_BYTES) {
                return waiting.contains(key) ? Verdict.KNOWN : Verdict.FULL;
            }
            if (!waiting.add(key)) {
                return Verdict.KNOWN;
            }
            bytes += key.size();
            return Verdict.ADDED;
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
        for (TransactionKey key : waiting) {
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
            if (waiting.remove(key)) {
                bytes -= key.size();
            }
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
