package io.pyrsia.sim.net;

import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.VirtualTime;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/// Carries encoded messages between nodes, as well as the weather lets it.
public final class Network {

    /// Takes what arrives.
    @FunctionalInterface
    public interface Receiver {
        void receive(int from, int to, Bytes message);
    }

    private final VirtualTime time;
    private final Receiver receiver;
    private final long[][] lastArrival;
    private final SplittableRandom latencies;
    private final SplittableRandom losses;
    private final SplittableRandom duplications;
    private Weather weather;
    private Partitions partitions;
    private long sent;
    private long sentBytes;

    public Network(int nodes, VirtualTime time, RandomStreams streams, Weather weather, Receiver receiver) {
        this.time = time;
        this.receiver = receiver;
        this.weather = weather;
        this.partitions = new Partitions(nodes);
        this.lastArrival = new long[nodes][nodes];
        this.latencies = streams.stream(Concern.LATENCY);
        this.losses = streams.stream(Concern.LOSS);
        this.duplications = streams.stream(Concern.DUPLICATION);
    }

    public Partitions partitions() {
        return partitions;
    }

    /// Ends all cuts and all weather: faults that still hold the old partitions cut and mend nothing any more.
    public void heal(Weather next) {
        weather = next;
        partitions = new Partitions(lastArrival.length);
    }

    /// Messages handed over so far.
    public long sent() {
        return sent;
    }

    /// Bytes handed over so far.
    public long sentBytes() {
        return sentBytes;
    }

    /// A message is judged when it leaves and again when it arrives: a cut link loses what is under way.
    public void send(int from, int to, Bytes message) {
        sent++;
        sentBytes += message.size();
        if (partitions.isCut(from, to) || losses.nextDouble() < weather.loss()) {
            return;
        }
        carry(from, to, message);
        if (duplications.nextDouble() < weather.duplication()) {
            carry(from, to, message);
        }
    }

    private void carry(int from, int to, Bytes message) {
        long delay = weather.latency().drawMicros(from, to, latencies);
        if (weather.delay() > 0 && latencies.nextDouble() < weather.delay()) {
            delay += latencies.nextLong(weather.delayMicros() + 1);
        }
        long arrival = time.nowMicros() + delay;
        if (weather.inOrder()) {
            arrival = Math.max(arrival, lastArrival[from][to]);
            lastArrival[from][to] = arrival;
        }
        time.after(arrival - time.nowMicros(), () -> {
            if (!partitions.isCut(from, to)) {
                receiver.receive(from, to, message);
            }
        });
    }
}
