package io.pyrsia.sim.check;

import io.pyrsia.sim.node.Observer;

/// No honest node stops itself while at most f lie.
public final class NoHalt implements Observer {

    @Override
    public void halts(int node, String reason) {
        throw new Violation("no halt", "n" + node + " stops itself: " + reason);
    }
}
