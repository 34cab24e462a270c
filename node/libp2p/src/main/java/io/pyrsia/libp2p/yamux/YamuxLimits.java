package io.pyrsia.libp2p.yamux;

import java.time.Duration;

/// What one session may hold, and how long it waits.
///
/// @param maxWindow what a stream's window grows to
/// @param queuedData bytes that wait for the network before writers wait for them
/// @param queuedControl bytes of control frames beyond that, before the session is given up
/// @param ackBacklog streams that this side opened and the peer has not acknowledged
/// @param lingering streams that this side has closed and the peer has not
/// @param stall how long a write or a ping may take
/// @param keepAlive the time between two pings
/// @param linger how long a stream that this side has closed waits for the peer's end
public record YamuxLimits(
        int maxWindow,
        int queuedData,
        int queuedControl,
        int ackBacklog,
        int lingering,
        Duration stall,
        Duration keepAlive,
        Duration linger) {

    /// What every stream starts with; the protocol fixes it.
    public static final int INITIAL_WINDOW = 256 * 1024;

    public static final YamuxLimits DEFAULT = new YamuxLimits(
            16 * 1024 * 1024,
            512 * 1024,
            64 * 1024,
            256,
            1_024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30));
}
