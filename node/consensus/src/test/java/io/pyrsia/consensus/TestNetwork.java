package io.pyrsia.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A network of test nodes on virtual time, with one latency for all messages and a filter that can drop them.
final class TestNetwork {

    static final long LATENCY_MS = 10;

    /// Decides whether a message arrives.
    interface Filter {
        boolean passes(TestNode from, int to, Message message);
    }

    private record Event(long at, long order, Runnable action) {}

    final Genesis genesis;
    final Config config = new Config(50, 1_000, 400);
    final List<TestNode> nodes = new ArrayList<>();
    final Rules rules;
    int transactionsPerBlock = 4;
    long snapshotInterval;
    int scores;
    int delivered;
    BooleanSupplier lostState = () -> false;
    Filter filter = (from, to, message) -> true;
    private final Map<NodeId, Integer> numbers = new TreeMap<>();
    private final Map<String, Long> timers = new TreeMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    TestNetwork(int authorities, int others, Rules rules) {
        int[] first = new int[authorities];
        for (int i = 0; i < authorities; i++) {
            first[i] = i;
        }
        genesis = new Genesis(new NetworkId("test"), TestKeys.set(first), Register.genesisRoot());
        this.rules = rules;
        for (int i = 0; i < authorities + others; i++) {
            nodes.add(new TestNode(this, i));
            numbers.put(TestKeys.node(i), i);
        }
    }

    static TestNetwork started(int authorities) {
        TestNetwork network = new TestNetwork(authorities, 0, Rules.STRICT);
        network.nodes.forEach(TestNode::start);
        return network;
    }

    TestNode node(int number) {
        return nodes.get(number);
    }

    long nowMs() {
        return now;
    }

    void submit(Bytes transaction) {
        nodes.stream().filter(TestNode::isUp).forEach(node -> node.submit(transaction));
    }

    /// A timer that is set again before it fired is replaced.
    void later(TestNode node, long delayMs, Timer timer) {
        int life = node.life();
        long mine = order++;
        timers.put(node.number + " " + timer, mine);
        events.add(new Event(now + delayMs, mine, () -> {
            boolean isNewest = Long.valueOf(mine).equals(timers.get(node.number + " " + timer));
            if (node.isUp() && node.life() == life && isNewest) {
                node.step(new Input.TimerFired(timer));
            }
        }));
    }

    void send(TestNode from, NodeId to, Message message) {
        Integer number = numbers.get(to);
        if (number == null || !filter.passes(from, number, message)) {
            return;
        }
        Message copy = copy(message);
        TestNode target = nodes.get(number);
        events.add(new Event(now + LATENCY_MS, order++, () -> {
            if (target.isUp()) {
                delivered++;
                target.step(new Input.Received(TestKeys.node(from.number), copy));
            }
        }));
    }

    /// What arrives went through the encoding.
    private static Message copy(Message message) {
        try {
            return MessageCodec.decode(MessageCodec.encode(message));
        } catch (Malformed e) {
            throw new IllegalStateException(e.reason(), e);
        }
    }

    @Nullable
    Bytes state(NodeId from, long height) {
        if (lostState.getAsBoolean()) {
            return null;
        }
        Integer number = numbers.get(from);
        StoredSnapshot stored = number == null ? null : nodes.get(number).store.snapshot();
        return stored == null || stored.base().height() != height ? null : stored.state();
    }

    void run(long ms) {
        long end = now + ms;
        Event next = events.peek();
        while (next != null && next.at() <= end) {
            events.remove();
            now = next.at();
            next.action().run();
            next = events.peek();
        }
        now = end;
    }
}
