package io.pyrsia.registry.upstream;

import java.time.Duration;

/// How long upstreams are waited for, and how soon they are asked again.
///
/// @param connect until a connection is there
/// @param head until an answer begins
/// @param stall between two parts of a body
/// @param attempts how often one mirror is asked before the next
/// @param backoff before the second attempt; three times as long before each further one
/// @param rest how long a mirror that failed is left alone at first; twice as long each time, up to `longestRest`
/// @param negative how long "not found" is remembered
/// @param penalty how long a mirror is not asked again for what it gave wrong bytes of
public record Patience(
        Duration connect,
        Duration head,
        Duration stall,
        int attempts,
        Duration backoff,
        Duration rest,
        Duration longestRest,
        Duration negative,
        Duration penalty) {

    public static Patience standard() {
        return new Patience(
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                3,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }
}
