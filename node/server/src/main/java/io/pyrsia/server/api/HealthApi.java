package io.pyrsia.server.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Problem;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.Refused;

/// Answers those who watch over processes: live means that it answers at all, ready that it has caught up, clock that
/// its time is the network's as far as it knows.
public final class HealthApi implements HttpService {

    private final StatusApi status;

    public HealthApi(StatusApi status) {
        this.status = status;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/live", (request, response) -> Answers.text(response, "live\n"))
                .get("/ready", (request, response) -> {
                    NodeStatus now = status.status();
                    if (!now.ready()) {
                        throw new Refused(Problem.Code.NOT_READY, String.valueOf(now.waitingFor()));
                    }
                    Answers.text(response, "ready\n");
                })
                .get("/clock", (request, response) -> {
                    String problem = status.status().clockProblem();
                    if (problem != null) {
                        throw new Refused(Problem.Code.NOT_READY, problem);
                    }
                    Answers.text(response, "clock\n");
                });
    }
}
