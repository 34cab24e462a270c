package io.pyrsia.sim.net;

/// Which links are cut, each direction by itself, so that a partition may be one-sided.
///
/// Cuts are counted: a link that two faults cut works again when both are over.
public final class Partitions {

    private final int[][] cuts;

    Partitions(int nodes) {
        cuts = new int[nodes][nodes];
    }

    public void cut(int from, int to) {
        cuts[from][to]++;
    }

    public void mend(int from, int to) {
        cuts[from][to] = Math.max(0, cuts[from][to] - 1);
    }

    /// Cuts a node off in both directions.
    public void isolate(int node) {
        for (int other = 0; other < cuts.length; other++) {
            cut(node, other);
            cut(other, node);
        }
    }

    /// Undoes one [#isolate].
    public void rejoin(int node) {
        for (int other = 0; other < cuts.length; other++) {
            mend(node, other);
            mend(other, node);
        }
    }

    public boolean isCut(int from, int to) {
        return cuts[from][to] > 0;
    }
}
