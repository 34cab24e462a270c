package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.trust.Trust;
import java.util.Optional;

/// What the transparency log says, as far as this node has it.
public interface TrustLog {

    /// What an entry says of a name: its bytes and how much they can be trusted.
    record Logged(Digest sha256, Trust trust) {}

    /// What the latest entry says of exactly this name.
    Optional<Logged> named(Purl purl);

    /// The best that is said of these bytes under any name, or that they were removed.
    Optional<Trust> trustOf(Digest digest);

    /// A log that says nothing.
    static TrustLog empty() {
        return new TrustLog() {
            @Override
            public Optional<Logged> named(Purl purl) {
                return Optional.empty();
            }

            @Override
            public Optional<Trust> trustOf(Digest digest) {
                return Optional.empty();
            }
        };
    }
}
