package io.pyrsia.registry.upstream;

import io.pyrsia.base.seam.Clock;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which mirrors failed lately: they rest, so that nobody waits for what will not answer.
final class Health {

    /// @param why what happened last, for whoever is told to wait
    record Rest(long untilNanos, Duration length, String why) {}

    private final Clock clock;
    private final Patience patience;
    private final Map<URI, Rest> resting = new ConcurrentHashMap<>();

    Health(Clock clock, Patience patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /// Why a mirror rests, or empty if it may be asked.
    String rests(URI mirror) {
        Rest rest = resting.get(mirror);
        return rest != null && rest.untilNanos - clock.nanos() > 0 ? rest.why : "";
    }

    void worked(URI mirror) {
        resting.remove(mirror);
    }

    void failed(URI mirror, String why) {
        resting.compute(mirror, (uri, before) -> {
            Duration length = before == null ? patience.rest() : before.length.multipliedBy(2);
            if (length.compareTo(patience.longestRest()) > 0) {
                length = patience.longestRest();
            }
            return new Rest(clock.nanos() + length.toNanos(), length, why);
        });
    }
}
