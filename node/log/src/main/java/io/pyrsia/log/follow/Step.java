package io.pyrsia.log.follow;

import io.pyrsia.log.LogPath;
import java.util.List;
import java.util.SortedMap;
import org.apache.tuweni.bytes.Bytes;

/// Where a light client is on its way to the newest checkpoint; `trusted` holds at each step and is worth keeping.
public sealed interface Step {

    Trusted trusted();

    /// It needs these resources; whatever the server does not have is left out of the answer.
    record Fetch(Trusted trusted, List<LogPath> paths, Then then) implements Step {

        public Fetch {
            paths = List.copyOf(paths);
        }
    }

    /// The newest checkpoint is seen and trusted.
    record Arrived(Trusted trusted) implements Step {}

    /// The server showed something that must not be believed; what was trusted before still is.
    record Refused(Trusted trusted, Refusal refusal, String reason) implements Step {}

    /// Goes on with what was fetched.
    @FunctionalInterface
    interface Then {
        Step with(SortedMap<LogPath, Bytes> answers);
    }
}
