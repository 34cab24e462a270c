package io.pyrsia.operator.seat;

import java.net.URI;
import java.util.Map;

/// What the operator's installation says about builds.
///
/// @param image the builder's image; empty if this cluster builds nothing
/// @param registries where registries are, by the names that recipes use
public record BuilderSettings(String image, Map<String, URI> registries) {

    public BuilderSettings {
        registries = Map.copyOf(registries);
    }

    public boolean builds() {
        return !image.isEmpty();
    }
}
