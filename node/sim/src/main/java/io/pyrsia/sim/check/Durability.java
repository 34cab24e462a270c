package io.pyrsia.sim.check;

import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.node.Observer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes32;

/// A vote leaves only when it and the block that it names are durable, and what was durable is there after a crash.
public final class Durability implements Observer {

    private record Signed(int node, Statement statement) {}

    private record Held(int node, Bytes32 digest) {}

    private final Set<Signed> votes = new HashSet<>();
    private final Set<Held> blocks = new HashSet<>();
    private final Map<Integer, Long> heights = new HashMap<>();

    @Override
    public void persisted(int node, List<Entry> entries) {
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Voted(Vote vote) -> votes.add(new Signed(node, vote.statement()));
                case Entry.Candidate(Block block) -> blocks.add(new Held(node, block.digest()));
                case Entry.Committed committed -> {
                    blocks.add(new Held(node, committed.block().digest()));
                    heights.merge(node, committed.block().height(), Math::max);
                }
                case Entry.Installed installed ->
                    heights.merge(node, installed.snapshot().base().height(), Math::max);
                case Entry.Birth ignored -> {}
                case Entry.Certified ignored -> {}
                case Entry.Sealed ignored -> {}
                case Entry.Forget ignored -> {}
                case Entry.Taken ignored -> {}
                case Entry.Convicted ignored -> {}
                case Entry.Write ignored -> {}
            }
        }
    }

    @Override
    public void sends(int node, Vote vote) {
        Statement statement = vote.statement();
        if (!votes.contains(new Signed(node, statement))) {
            throw new Violation("durability", "n" + node + " sent " + statement + " before it was durable");
        }
        boolean namesBlock = statement.kind() == Kind.NOTAR || statement.kind() == Kind.PROPOSE;
        if (namesBlock && !blocks.contains(new Held(node, statement.digest()))) {
            throw new Violation("durability", "n" + node + " sent " + statement + " before the block was durable");
        }
    }

    @Override
    public void restarts(int node, long height) {
        long durable = heights.getOrDefault(node, 0L);
        if (height < durable) {
            throw new Violation("durability", "n" + node + " is back at height " + height + ", it had " + durable);
        }
    }

    @Override
    public void wiped(int node) {
        votes.removeIf(signed -> signed.node() == node);
        blocks.removeIf(held -> held.node() == node);
        heights.remove(node);
    }
}
