package io.pyrsia.server.registry;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.api.Held;
import io.pyrsia.client.api.Problem;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.Refused;
import java.util.Optional;

/// Tells which packages a node has: `/api/v1/packages`.
public final class PackagesApi implements HttpService {

    private static final int PAGE = 100;

    private final HeldPackages held;

    PackagesApi(HeldPackages held) {
        this.held = held;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/packages", this::packages);
    }

    private void packages(ServerRequest request, ServerResponse response) {
        Optional<String> cursor = request.query().first("cursor").asOptional();
        try {
            Answers.json(response, 200, Held.Page.class, held.page(cursor, PAGE));
        } catch (Malformed e) {
            throw new Refused(Problem.Code.MALFORMED, e.reason());
        }
    }
}
