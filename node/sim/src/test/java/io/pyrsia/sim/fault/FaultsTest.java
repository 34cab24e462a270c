package io.pyrsia.sim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.VirtualTime;
import io.pyrsia.sim.net.Latency;
import io.pyrsia.sim.net.Network;
import io.pyrsia.sim.net.Weather;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final long SECOND = 1_000_000;
    private static final int NODES = 5;

    private final VirtualTime time = new VirtualTime();

    /// Writes down what is done to it.
    private static final class Victim implements Machine {

        private final List<String> fate = new ArrayList<>();

        @Override
        public void crash(CrashPoint point) {
            fate.add("crash " + point);
        }

        @Override
        public void restart() {
            fate.add("restart");
        }

        @Override
        public void pause(long micros) {
            fate.add("pause");
        }

        @Override
        public void diskFull(boolean full) {
            fate.add("full " + full);
        }
    }

    private static FaultPlan plan(double rate) {
        return new FaultPlan(Weather.calm(Latency.fixed(1)), rate, rate, rate, rate, 0, 0);
    }

    @Test
    void everyKindOfFaultHappensAndEveryCrashIsFollowedByARestart() {
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            victims.add(new Victim());
        }
        new MachineFaults(time, victims).start(new RandomStreams(3), plan(2), 100 * SECOND);
        time.runUntil(110 * SECOND);
        List<String> all =
                victims.stream().flatMap(victim -> victim.fate.stream()).toList();
        for (CrashPoint point : CrashPoint.values()) {
            assertTrue(all.contains("crash " + point), point::toString);
        }
        assertTrue(all.contains("pause"));
        long downs = all.stream().filter(what -> what.startsWith("crash")).count();
        long fulls = all.stream().filter(what -> what.equals("full true")).count();
        assertEquals(
                fulls, all.stream().filter(what -> what.equals("full false")).count());
        assertEquals(
                downs + fulls,
                all.stream().filter(what -> what.equals("restart")).count());
        assertTrue(downs > 140 && downs < 260, "crashes in 100 s at 2 a second: " + downs);
    }

    @Test
    void partitionsCutAndAreAllMendedInTheEnd() {
        int[] arrived = {0};
        Network network = new Network(
                NODES, time, new RandomStreams(1), Weather.calm(Latency.fixed(1)), (from, to, message) -> arrived[0]++);
        new PartitionFaults(time, network.partitions(), NODES, new RandomStreams(4)).start(plan(1), 60 * SECOND);
        int sent = 0;
        for (int moment = 0; moment < 60; moment++) {
            time.runUntil(moment * SECOND);
            sent += sendAll(network);
        }
        time.runUntil(61 * SECOND);
        assertTrue(arrived[0] < 0.9 * sent && arrived[0] > 0.1 * sent, arrived[0] + " of " + sent);
        time.runUntil(80 * SECOND);
        arrived[0] = 0;
        sent = sendAll(network);
        time.runUntil(81 * SECOND);
        assertEquals(sent, arrived[0]);
    }

    private static int sendAll(Network network) {
        for (int from = 0; from < NODES; from++) {
            for (int to = 0; to < NODES; to++) {
                network.send(from, to, Bytes.of(1));
            }
        }
        return NODES * NODES;
    }

    @Test
    void plansDifferInKind() {
        int quiet = 0;
        int lossy = 0;
        for (long seed = 0; seed < 300; seed++) {
            FaultPlan drawn = FaultPlan.draw(new RandomStreams(seed).stream(Concern.PLAN));
            quiet += drawn.crashesPerSecond() == 0 ? 1 : 0;
            lossy += drawn.weather().loss() > 0.1 ? 1 : 0;
        }
        assertEquals(105, quiet, 40);
        assertTrue(lossy > 30, "with much loss: " + lossy);
    }
}
