package io.pyrsia.sim;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.node.Observer;
import java.util.List;

/// Tells every checker what the honest nodes do.
record Checkers(List<Observer> all) implements Observer {

    @Override
    public void hears(int node, Message message) {
        all.forEach(each -> each.hears(node, message));
    }

    @Override
    public void sends(int node, Vote vote) {
        all.forEach(each -> each.sends(node, vote));
    }

    @Override
    public void persisted(int node, List<Entry> entries) {
        all.forEach(each -> each.persisted(node, entries));
    }

    @Override
    public void commits(int node, Block block, AppliedBlock applied) {
        all.forEach(each -> each.commits(node, block, applied));
    }

    @Override
    public void installs(int node, Snapshot snapshot) {
        all.forEach(each -> each.installs(node, snapshot));
    }

    @Override
    public void restarts(int node, long height) {
        all.forEach(each -> each.restarts(node, height));
    }

    @Override
    public void blames(int node, NodeId peer, Fault fault) {
        all.forEach(each -> each.blames(node, peer, fault));
    }

    @Override
    public void accuses(int node, Evidence evidence) {
        all.forEach(each -> each.accuses(node, evidence));
    }

    @Override
    public void wiped(int node) {
        all.forEach(each -> each.wiped(node));
    }

    @Override
    public void halts(int node, String reason) {
        all.forEach(each -> each.halts(node, reason));
    }
}
