package io.pyrsia.sim.node;

import io.pyrsia.consensus.Block;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;

/// The transactions that a node has heard of and that are not final, oldest first; a crash empties it.
final class Pool {

    private static final int MAX_WAITING = 10_000;

    private final int transactionsPerBlock;
    private final Set<Bytes> waiting = new LinkedHashSet<>();

    Pool(int transactionsPerBlock) {
        this.transactionsPerBlock = transactionsPerBlock;
    }

    void add(Bytes transaction) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(transaction);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void remove(List<Bytes> isFinal) {
        isFinal.forEach(waiting::remove);
    }

    void removeIf(Predicate<Bytes> isOver) {
        waiting.removeIf(isOver);
    }

    void clear() {
        waiting.clear();
    }

    List<Bytes> choose(List<Block> ancestors) {
        Set<Bytes> taken = new TreeSet<>();
        ancestors.forEach(block -> taken.addAll(block.transactions()));
        List<Bytes> chosen = new ArrayList<>();
        for (Bytes transaction : waiting) {
            if (chosen.size() == transactionsPerBlock) {
                break;
            }
            if (!taken.contains(transaction)) {
                chosen.add(transaction);
            }
        }
        return chosen;
    }
}
