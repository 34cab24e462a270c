package io.pyrsia.base.attestation;

import io.pyrsia.base.Digest;
import io.pyrsia.base.json.Json;
import java.util.Map;

/// A file by name and SHA-256: what a statement is about, or what a build was given.
public record Subject(String name, Digest sha256) {

    public Subject {
        if (sha256.algorithm() != Digest.Algorithm.SHA256) {
            throw new IllegalArgumentException("a SHA-256, not a " + sha256.algorithm());
        }
    }

    /// The digest as in-toto writes it.
    public Json.Obj digestSet() {
        return Json.object(Map.of("sha256", Json.of(sha256.hex())));
    }
}
