package io.pyrsia.server.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.pyrsia.base.Digest;
import io.pyrsia.client.api.Attested;
import io.pyrsia.registry.Attestations;
import io.pyrsia.server.http.Answers;

/// Answers what is stated of a published file: who signed what, and the envelope's digest, which names a blob.
public final class AttestationApi implements HttpService {

    private final Attestations attestations;

    public AttestationApi(Attestations attestations) {
        this.attestations = attestations;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                "/attestations/{digest}",
                (request, response) -> Answers.json(response, 200, Attested.class, about(Asked.digest(request))));
    }

    private Attested about(Digest file) {
        return new Attested(attestations.about(file).stream()
                .map(found -> new Attested.Envelope(
                        found.file().purl(), found.predicateType(), found.signer(), found.envelope(), found.index()))
                .toList());
    }
}
