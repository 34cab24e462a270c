package io.pyrsia.consensus;

/// The times that consensus asks for, in milliseconds; nodes may differ in them without harm to safety.
///
/// @param deltaMs Δ, what a message takes at most when the network is well
/// @param timeoutCapMs what a view's time-out grows to at most
/// @param standstillMs how long without a final block until messages are repeated
public record Config(long deltaMs, long timeoutCapMs, long standstillMs) {

    public static final Config DEFAULT = new Config(500, 10_000, 2_000);

    public Config {
        if (deltaMs < 1 || timeoutCapMs < 3 * deltaMs || standstillMs < 1) {
            throw new IllegalArgumentException("Δ is at least 1 ms and the cap at least 3Δ");
        }
    }
}
