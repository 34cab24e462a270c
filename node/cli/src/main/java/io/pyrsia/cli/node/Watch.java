package io.pyrsia.cli.node;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.text.Screen;
import io.pyrsia.cli.text.Style;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.Optional;

/// Looks at a node once a second until Ctrl-C: a terminal shows where it stands, anything else gets what changed.
final class Watch {

    private static final long PAUSE_MS = 1_000;

    private final Console console;
    private Optional<Screen> screen = Optional.empty();
    private String said = "";

    Watch(Console console) {
        this.console = console;
    }

    /// Fails if the node cannot be asked at first; later it may go and come back.
    void run(ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        NodeStatus status = client.status();
        screen = console.screen();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        String away = "";
        while (true) {
            show(status, away);
            Thread.sleep(PAUSE_MS);
            try {
                status = client.status();
                away = "";
            } catch (IOException e) {
                away = String.valueOf(e.getMessage());
            } catch (ApiRefusal e) {
                away = e.problem().detail();
            }
        }
    }

    /// Ctrl-C is how one leaves, and so no failure.
    private void end() {
        screen.ifPresent(Screen::end);
        Runtime.getRuntime().halt(Exit.DONE.code());
    }

    private void show(NodeStatus status, String away) {
        String line = away.isEmpty() ? line(status) : away;
        if (screen.isPresent()) {
            screen.get().draw(page -> {
                Status.write(page, status);
                page.line("").line(away.isEmpty() ? Style.FAINT : Style.BAD, away.isEmpty() ? "Ctrl-C ends" : away);
            });
        } else if (!line.equals(said) && away.isEmpty()) {
            console.show(RecordJson.write(NodeStatus.class, status), page -> page.line(line));
        } else if (!line.equals(said)) {
            console.note(line);
        }
        said = line;
    }

    private static String line(NodeStatus status) {
        return (status.ready() ? "ready" : "not ready: " + status.waitingFor()) + ", block " + status.height() + " of "
                + status.finalHeight() + ", " + status.logSize() + " entries, " + status.peers() + " peers, "
                + status.waitingTransactions() + " waiting";
    }
}
