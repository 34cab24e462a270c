package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.local.NodesHere;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Printed;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Prints what the commands of a build print while they run, from a node whose builder is at work on it.
final class LiveOutput {

    private static final long PAUSE_MS = 500;

    private final Console console;
    private final String id;
    private String said = "";
    private long next;

    LiveOutput(Console console, String id) {
        this.console = console;
        this.id = id;
    }

    /// Until nobody builds any more. If the asked node does not build, another one of this machine's network is asked.
    Exit follow(ApiClient asked) throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        Build build = asked.build(id);
        while (build.state() == Build.State.AWAITING_SEED || build.state() == Build.State.DRAWING) {
            note(build);
            Thread.sleep(PAUSE_MS);
            build = asked.build(id);
        }
        List<NodeId> seated = build.seats().stream()
                .filter(Build.Seat::seated)
                .map(Build.Seat::node)
                .toList();
        if (seated.isEmpty() || seated.contains(asked.status().node())) {
            return print(asked);
        }
        Optional<URI> other = NodesHere.oneOf(console.environment(), seated);
        if (other.isEmpty()) {
            throw new Failure(
                    Exit.NOT_FOUND,
                    "this node does not build it; those who do are " + seated,
                    "Ask one of them with --node URL.");
        }
        try (ApiClient client = new ApiClient(other.get(), NodesHere.token(console.environment()))) {
            return print(client);
        }
    }

    private Exit print(ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        while (true) {
            Build build = client.build(id);
            boolean isLast = build.state() != Build.State.BUILDING;
            boolean isMore = true;
            while (isMore) {
                isMore = show(client);
            }
            note(build);
            if (isLast) {
                return Exit.DONE;
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /// Whether something was printed.
    private boolean show(ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        try {
            Printed printed = client.printed(id, next);
            next = printed.next();
            if (!printed.text().isEmpty()) {
                console.show(
                        RecordJson.write(Printed.class, printed),
                        page -> printed.text().lines().forEach(page::line));
            }
            return !printed.text().isEmpty();
        } catch (ApiRefusal e) {
            if (e.problem().is(Problem.Code.NOT_FOUND)) {
                return false; // Its builder has not begun.
            }
            throw e;
        }
    }

    private void note(Build build) {
        String now = Progress.sentence(build);
        if (!now.equals(said)) {
            said = now;
            console.note(now);
        }
    }
}
