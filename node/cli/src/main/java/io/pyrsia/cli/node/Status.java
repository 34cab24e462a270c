package io.pyrsia.cli.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.local.NodesHere;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Page.Fact;
import io.pyrsia.cli.text.Style;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints who a node is and where it stands.
@Command(name = "status", description = "Show who the node is, its peers, and where it stands.")
public final class Status extends NodeWork {

    @Option(names = "--watch", description = "Go on, and show what changes, until Ctrl-C.")
    private boolean isWatching;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        if (isWatching) {
            new Watch(console).run(client);
        }
        NodeStatus status = client.status();
        Optional<String> builders = NodesHere.builders(console.environment(), address(console));
        console.show(RecordJson.write(NodeStatus.class, status), page -> write(page, status, builders));
        return Exit.DONE;
    }

    static void write(Page page, NodeStatus status) {
        write(page, status, Optional.empty());
    }

    private static void write(Page page, NodeStatus status, Optional<String> builders) {
        page.line("Connected Peers Count:       " + status.peers());
        List<Fact> facts = new ArrayList<>();
        String waiting = status.waitingFor();
        facts.add(
                status.ready()
                        ? new Fact("state", "ready", Style.GOOD)
                        : new Fact("state", "not ready" + (waiting == null ? "" : ": " + waiting), Style.WARNING));
        facts.add(new Fact("node", status.node().toString()));
        facts.add(new Fact("peer id", status.peerId()));
        facts.add(new Fact("network", status.network()));
        facts.add(new Fact("role", status.role().name().toLowerCase(Locale.ROOT)));
        facts.add(new Fact("version", status.version()));
        facts.add(new Fact("started", status.startedAt().toString()));
        facts.add(new Fact("height", status.height()));
        facts.add(new Fact("final height", status.finalHeight()));
        facts.add(new Fact("epoch, view", status.epoch() + ", " + status.view()));
        facts.add(new Fact("log entries", status.logSize()));
        String root = status.logRoot();
        if (root != null) {
            facts.add(new Fact("log root", root));
        }
        facts.add(new Fact("waiting", status.waitingTransactions() + " transactions"));
        builders.ifPresent(words -> facts.add(new Fact("builders", words)));
        page.facts(facts);
    }
}
