package io.pyrsia.ledger.entry;

import java.util.List;
import java.util.Locale;

/// What a node is for the network.
public enum Role {
    AUTHORITY,
    BUILDER,
    REGISTRY;

    public static final List<Role> ORDER = List.of(AUTHORITY, BUILDER, REGISTRY);

    /// The name in entries.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
