package io.pyrsia.base.attestation;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// What a verdict says of files that builders made: a SLSA verification summary.
///
/// @param verifier a URI that names who verified
/// @param attestations the digests of the builders' envelopes that it rests on
public record Verification(
        Purl purl,
        List<Subject> files,
        String verifier,
        Digest policy,
        List<Digest> attestations,
        boolean passed,
        Instant at) {

    public Verification {
        files = List.copyOf(files);
        attestations = List.copyOf(attestations);
    }

    /// Level 1: provenance exists. Namespaces of one kernel are no ground to claim more.
    public Statement statement() {
        List<Json> inputs = attestations.stream()
                .map(digest -> (Json) Json.object(Map.of("digest", new Subject("attestation", digest).digestSet())))
                .toList();
        return new Statement(
                files,
                "https://slsa.dev/verification_summary/v1",
                Json.object(Map.of(
                        "verifier", Json.object(Map.of("id", Json.of(verifier))),
                        "timeVerified",
                                Json.of(at.truncatedTo(ChronoUnit.SECONDS).toString()),
                        "resourceUri", Json.of(purl.toString()),
                        "policy", Json.object(Map.of("digest", new Subject("policy", policy).digestSet())),
                        "inputAttestations", Json.array(inputs),
                        "verificationResult", Json.of(passed ? "PASSED" : "FAILED"),
                        "verifiedLevels", Json.array(List.of(Json.of(passed ? "SLSA_BUILD_LEVEL_1" : "FAILED"))))));
    }
}
