package io.pyrsia.sim;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.RunHash;
import io.pyrsia.sim.kernel.Timeline;
import io.pyrsia.sim.kernel.VirtualTime;
import io.pyrsia.sim.liar.Lie;
import io.pyrsia.sim.net.Network;
import io.pyrsia.sim.node.AppendMachine;
import io.pyrsia.sim.node.Core;
import io.pyrsia.sim.node.Keys;
import io.pyrsia.sim.node.Observer;
import io.pyrsia.sim.node.SimulatedNode;
import io.pyrsia.sim.node.Wires;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The machines of a run and the network between them.
///
/// Nodes are numbered: the first authorities, those that may join, and behind them the second of each pair of twins.
final class World implements Wires {

    static final NetworkId NAME = new NetworkId("simulation");
    private static final long FETCH_MICROS = 10_000;

    final VirtualTime time;
    final RunHash hash = new RunHash();
    final Timeline timeline;
    final Network network;
    final Genesis genesis;
    final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<NodeId, List<SimulatedNode>> byId = new TreeMap<>();
    private final SplittableRandom choices;

    World(
            VirtualTime time,
            Scenario scenario,
            RandomStreams streams,
            Keys keys,
            Core core,
            Observer observer,
            boolean withTimeline) {
        this.time = time;
        timeline = new Timeline(withTimeline, time);
        choices = streams.stream(Concern.LATENCY, 1);
        List<Integer> twins = scenario.liars().entrySet().stream()
                .filter(liar -> liar.getValue() == Lie.FIRST_TWIN)
                .map(Map.Entry::getKey)
                .toList();
        int originals = scenario.authorities() + scenario.joiners();
        network = new Network(
                originals + twins.size(), time, streams, scenario.faults().weather(), this::arrive);
        genesis = new Genesis(NAME, authorities(scenario, keys), AppendMachine.genesisRoot());
        SimulatedNode.Shared shared = new SimulatedNode.Shared(genesis, core, keys, time, timeline, this);
        for (int number = 0; number < originals + twins.size(); number++) {
            boolean isTwin = number >= originals;
            int original = isTwin ? twins.get(number - originals) : number;
            SplittableRandom random = streams.stream(Concern.CLOCKS, number);
            Lie lie = isTwin ? Lie.SECOND_TWIN : scenario.liars().get(number);
            Observer seenBy = lie == null ? observer : new Observer() {};
            SimulatedNode node =
                    new SimulatedNode(number, shared, keys.signer(original), scenario.habits(random), random, seenBy);
            if (lie != null) {
                node.corrupt(original, lie::with);
            }
            nodes.add(node);
            byId.computeIfAbsent(node.id(), ignored -> new ArrayList<>()).add(node);
        }
    }

    /// The first set.
    static AuthoritySet authorities(Scenario scenario, Keys keys) {
        List<NodeId> first = new ArrayList<>();
        for (int number = 0; number < scenario.authorities(); number++) {
            first.add(keys.signer(number).id());
        }
        return set(first);
    }

    static AuthoritySet set(List<NodeId> members) {
        try {
            return AuthoritySet.of(members);
        } catch (Malformed e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    void start() {
        nodes.forEach(SimulatedNode::restart);
    }

    @Override
    public void send(int from, NodeId to, Bytes message) {
        byId.getOrDefault(to, List.of()).forEach(node -> network.send(from, node.number(), message));
    }

    private void arrive(int from, int to, Bytes message) {
        hash.add(time.nowMicros());
        hash.add((long) from << 32 | to);
        hash.add(message);
        nodes.get(to).receive(nodes.get(from).id(), message);
    }

    @Override
    public void fetchState(int asker, NodeId from, Snapshot snapshot, Consumer<@Nullable Bytes> answer) {
        List<SimulatedNode> sources = new ArrayList<>(byId.getOrDefault(from, List.of()));
        nodes.stream().filter(node -> !sources.contains(node)).forEach(sources::add);
        fetchFrom(sources, asker, snapshot.base().height(), answer);
    }

    /// One source after the other, until one gives something; a liar gives something else half the time.
    private void fetchFrom(List<SimulatedNode> sources, int asker, long height, Consumer<@Nullable Bytes> answer) {
        time.after(FETCH_MICROS, () -> {
            if (sources.isEmpty()) {
                answer.accept(null);
                return;
            }
            SimulatedNode source = sources.getFirst();
            boolean isCut = network.partitions().isCut(asker, source.number())
                    || network.partitions().isCut(source.number(), asker);
            Bytes state = isCut || source.number() == asker ? null : source.stateAt(height);
            if (state == null) {
                fetchFrom(sources.subList(1, sources.size()), asker, height, answer);
            } else {
                answer.accept(source.isLiar() && choices.nextBoolean() ? Bytes.concatenate(state, Bytes.of(0)) : state);
            }
        });
    }
}
