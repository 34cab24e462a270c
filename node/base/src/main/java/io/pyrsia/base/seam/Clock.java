package io.pyrsia.base.seam;

import java.time.Instant;

/// Time, passed in.
public interface Clock {

    /// What the calendar says; it may jump.
    Instant now();

    /// Nanoseconds since some moment; it only grows.
    long nanos();

    /// The machine's clock.
    static Clock system() {
        return new Clock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
