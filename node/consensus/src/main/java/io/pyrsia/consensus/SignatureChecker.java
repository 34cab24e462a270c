package io.pyrsia.consensus;

import java.util.List;

/// Checks signatures outside the core, where they can be batched and spread over threads.
@FunctionalInterface
public interface SignatureChecker {

    /// Whether every signature is valid by the one strict rule of `io.pyrsia.base.crypto.PublicKey`.
    boolean all(List<SignatureCheck> checks);
}
