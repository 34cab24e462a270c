package io.pyrsia.registry;

import java.time.Duration;
import java.util.List;

/// What an ecosystem's registry is told.
///
/// @param upstreams who is asked for what is not here, in this order
/// @param local the packs that are this node's own: pushed here, never asked for elsewhere
/// @param fresh how long a moving name counts as just seen
/// @param patience how long a client waits for an upstream's word about a name that was seen before
public record Settings(List<Upstream> upstreams, Policy policy, List<Glob> local, Duration fresh, Duration patience) {

    public static final Duration FRESH = Duration.ofSeconds(30);
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    public Settings {
        upstreams = List.copyOf(upstreams);
        local = List.copyOf(local);
    }

    public boolean isLocal(String pack) {
        return local.stream().anyMatch(glob -> glob.matches(pack));
    }
}
