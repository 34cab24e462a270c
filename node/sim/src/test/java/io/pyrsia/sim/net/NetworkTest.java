package io.pyrsia.sim.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final int MESSAGES = 500;

    private final VirtualTime time = new VirtualTime();
    private final List<Integer> arrived = new ArrayList<>();

    private Network network(Weather weather) {
        return new Network(3, time, new RandomStreams(1), weather, (from, to, message) -> arrived.add(message.toInt()));
    }

    private void sendMany(Network network) {
        for (int i = 0; i < MESSAGES; i++) {
            network.send(0, 1, Bytes.ofUnsignedInt(i));
        }
        time.runUntil(time.nowMicros() + 60_000_000);
    }

    @Test
    void inCalmWeatherAllArrivesAfterItsLatency() {
        Network network = network(Weather.calm(Latency.fixed(10)));
        network.send(0, 1, Bytes.ofUnsignedInt(5));
        time.runUntil(9);
        assertEquals(List.of(), arrived);
        time.runUntil(10);
        assertEquals(List.of(5), arrived);
    }

    @Test
    void lossAndDuplicationHappenAtTheirRates() {
        sendMany(network(new Weather(Latency.fixed(10), 0.25, 0, 0, 0, false)));
        assertEquals(0.75 * MESSAGES, arrived.size(), 0.06 * MESSAGES);
        arrived.clear();
        sendMany(network(new Weather(Latency.fixed(10), 0, 0.25, 0, 0, false)));
        assertEquals(1.25 * MESSAGES, arrived.size(), 0.06 * MESSAGES);
    }

    @Test
    void aLinkReordersUnlessItKeepsOrder() {
        Latency tailed = Latency.tailed(5, 1_000);
        sendMany(network(new Weather(tailed, 0, 0, 0.1, 50_000, false)));
        List<Integer> sorted = arrived.stream().sorted().toList();
        assertNotEquals(sorted, arrived);
        arrived.clear();
        sendMany(network(new Weather(tailed, 0, 0, 0.1, 50_000, true)));
        assertEquals(sorted, arrived);
    }

    @Test
    void aCutIsOneSidedLosesWhatIsUnderWayAndIsCounted() {
        Network network = network(Weather.calm(Latency.fixed(10)));
        network.send(0, 1, Bytes.ofUnsignedInt(1));
        network.partitions().cut(0, 1);
        network.partitions().isolate(0);
        network.send(1, 2, Bytes.ofUnsignedInt(2));
        time.runUntil(10);
        assertEquals(List.of(2), arrived);
        network.partitions().rejoin(0);
        network.send(0, 1, Bytes.ofUnsignedInt(3));
        network.send(1, 0, Bytes.ofUnsignedInt(4));
        time.runUntil(20);
        assertEquals(List.of(2, 4), arrived);
    }

    @Test
    void theWideAreaIsThePublishedTableAndNearlySymmetric() {
        assertEquals(61_500, WideArea.oneWayMicros(0, 3));
        assertEquals(61_500, WideArea.oneWayMicros(10, 23));
        assertEquals(1_050, WideArea.oneWayMicros(4, 14));
        for (int from = 0; from < 10; from++) {
            for (int to = 0; to < 10; to++) {
                long back = WideArea.oneWayMicros(to, from);
                assertTrue(Math.abs(WideArea.oneWayMicros(from, to) - back) <= 2_000, from + " and " + to);
            }
        }
    }
}
