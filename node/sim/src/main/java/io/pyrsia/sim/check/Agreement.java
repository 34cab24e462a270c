package io.pyrsia.sim.check;

import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.sim.node.Observer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes32;

/// No two honest nodes ever hold different blocks or different states at one height.
///
/// Where more than f lie, that may happen; then it is noted, and [Accountability] asks for the culprits.
public final class Agreement implements Observer {

    private final Map<Long, Bytes32> digests = new TreeMap<>();
    private final Map<Long, Bytes32> roots = new TreeMap<>();
    private final boolean isRequired;
    private long highest;
    private boolean isForked;

    public Agreement(boolean isRequired) {
        this.isRequired = isRequired;
    }

    /// Whether two honest nodes disagree.
    public boolean isForked() {
        return isForked;
    }

    /// How high the highest final block is.
    public long highest() {
        return highest;
    }

    /// The state at a height, zero if nobody has executed it.
    public Bytes32 root(long height) {
        return roots.getOrDefault(height, Bytes32.ZERO);
    }

    /// What only machines had that are lost for good is gone with them, and other blocks come in its place.
    public void forgetAbove(long height) {
        digests.keySet().removeIf(known -> known > height);
        roots.keySet().removeIf(known -> known > height);
        highest = Math.min(highest, height);
    }

    @Override
    public void commits(int node, Block block, AppliedBlock applied) {
        requireSame(digests, node, block.height(), block.digest(), "block");
        requireSame(roots, node, block.height(), applied.stateRoot(), "state");
        Bytes32 before = digests.get(block.height() - 1);
        if (before != null && !before.equals(block.header().parentDigest())) {
            disagree("n" + node + " holds " + block + " on another parent than the others");
        }
        highest = Math.max(highest, block.height());
    }

    @Override
    public void installs(int node, Snapshot snapshot) {
        long height = snapshot.base().height();
        requireSame(digests, node, height, snapshot.base().digest(), "block");
        requireSame(roots, node, height, snapshot.stateRoot(), "state");
    }

    private void requireSame(Map<Long, Bytes32> known, int node, long height, Bytes32 found, String what) {
        Bytes32 first = known.putIfAbsent(height, found);
        if (first != null && !first.equals(found)) {
            disagree("n" + node + " holds another " + what + " at height " + height);
        }
    }

    private void disagree(String what) {
        if (isRequired) {
            throw new Violation("agreement", what);
        }
        isForked = true;
    }
}
