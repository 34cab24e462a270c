package io.pyrsia.sim.net;

/// How bad the links are: the rates at which messages are lost, doubled and held up.
///
/// @param inOrder whether a link keeps the order of its messages, as one connection does
public record Weather(
        Latency latency, double loss, double duplication, double delay, long delayMicros, boolean inOrder) {

    public static Weather calm(Latency latency) {
        return new Weather(latency, 0, 0, 0, 0, false);
    }
}
