package io.pyrsia.server.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Commitment;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.server.ledger.TransactionResult;
import io.pyrsia.server.main.RunningNetwork;
import io.pyrsia.server.main.RunningNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;

/// Four authorities, which are trusted builders, and a regular builder: five seats, so that all sit in every
/// committee, and four of them are a quorum.
final class BuildingNetwork implements AutoCloseable {

    static final int REGULAR = 4;
    static final int BUILDERS = 5;

    private static final long BOUND_SECONDS = 60;

    final JumpingClock clock = new JumpingClock();
    final RunningNetwork nodes;

    BuildingNetwork(Path folder) throws Exception {
        nodes = new RunningNetwork(folder);
        for (int i = 0; i < BUILDERS; i++) {
            start(i);
        }
        for (int i = 0; i < BUILDERS; i++) {
            nodes.node(i).awaitReady();
        }
        try (ApiClient client = nodes.node(0).client()) {
            client.submit(new Instruction.RegisterBuilder(id(REGULAR)));
        }
    }

    RunningNode start(int node) throws Exception {
        return nodes.start(node, clock);
    }

    NodeId id(int node) {
        return nodes.node(node).parts().noteKey().key().id();
    }

    View view(int node) {
        return nodes.node(node).parts().ledger().view();
    }

    /// Publishes a recipe, requests its build, and waits until all five are seated.
    Id request(Purl purl) throws Exception {
        try (ApiClient client = nodes.node(0).client()) {
            client.publishRecipe(recipe(purl, "recipe " + purl));
            Id request = Id.parse(client.requestBuild(purl).id());
            for (int i = 0; i < BUILDERS; i++) {
                int node = i;
                RunningNode.await("a seat of node " + node, () -> view(node)
                        .openBuild(request)
                        .filter(open -> open.phase() instanceof Phase.Building)
                        .isPresent());
            }
            return request;
        }
    }

    static Instruction.Recipe recipe(Purl purl, String content) {
        Instruction.Source source = new Instruction.Source(
                Instruction.Source.Kind.ARCHIVE,
                "https://example.org/source.zip",
                hash("source").toString());
        return new Instruction.Recipe(purl, hash(content), source, false, List.of());
    }

    /// Jumps over the deadline of the phase in which a request is.
    void passDeadline() {
        clock.jump(Duration.ofMinutes(61));
    }

    Phase.Building building(Id request) {
        return assertInstanceOf(
                Phase.Building.class, view(0).openBuild(request).orElseThrow().phase());
    }

    List<Seat> seats(Id request) {
        return switch (view(0).openBuild(request).orElseThrow().phase()) {
            case Phase.Building building -> building.seats();
            case Phase.Revealing revealing -> revealing.seats();
            case Phase.AwaitingSeed ignored -> List.of();
            case Phase.Drawing ignored -> List.of();
        };
    }

    Seat seat(Id request, int node) {
        return seats(request).stream()
                .filter(seat -> seat.node().equals(id(node)))
                .findFirst()
                .orElseThrow();
    }

    void awaitCommitted(Id request, int... builders) {
        for (int node : builders) {
            RunningNode.await(
                    "a commitment of node " + node, () -> seat(request, node).commitment() != null);
        }
    }

    void awaitRevealing(Id request) {
        RunningNode.await("the time to reveal", () -> view(0).openBuild(request)
                .filter(open -> open.phase() instanceof Phase.Revealing)
                .isPresent());
    }

    void awaitRevealed(Id request, int... builders) {
        for (int node : builders) {
            RunningNode.await(
                    "an answer of node " + node, () -> seat(request, node).outcome() != null);
        }
    }

    /// How the build ended, the same on every node that runs.
    Build awaitEnd(Id request, int... running) throws Exception {
        List<Build> ends = new ArrayList<>();
        for (int node : running) {
            RunningNode.await(
                    "an end of the build on node " + node,
                    () -> view(node).closedBuild(request).isPresent());
            try (ApiClient client = nodes.node(node).client()) {
                ends.add(client.build(request.toString()));
            }
        }
        for (Build end : ends) {
            assertEquals(ends.getFirst(), end);
        }
        return ends.getFirst();
    }

    /// The newest entry of this kind about a package version, as soon as a checkpoint covers it.
    <C extends Content> C newest(Class<C> type, Purl version) throws Exception {
        return newest(type, LogQuery.Facet.VERSION, version.toString(), version);
    }

    /// The newest entry of this kind about a package version that this question finds.
    <C extends Content> C newest(Class<C> type, LogQuery.Facet facet, String term, Purl version) throws Exception {
        List<C> found = new ArrayList<>();
        try (ApiClient client = nodes.node(0).client()) {
            RunningNode.await(
                    type.getSimpleName() + " of " + version,
                    () -> found.addAll(find(client, type, LogQuery.of(facet, term), version)));
        }
        return found.getFirst();
    }

    private static <C extends Content> List<C> find(ApiClient client, Class<C> type, LogQuery query, Purl version) {
        try {
            List<C> found = new ArrayList<>();
            for (LogPage.Entry hit : client.search(query).entries()) {
                Content content = Entry.decode(CanonicalJson.bytes(hit.entry())).content();
                if (type.isInstance(content) && hit.entry().text("purl").equals(version.toString())) {
                    found.add(type.cast(content));
                }
            }
            return found;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Says something in a node's name that its own program would not say.
    TransactionResult say(int node, Transaction transaction) throws Exception {
        return nodes.node(node).parts().ledger().submit(transaction).get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    void sayAccepted(int node, Transaction transaction) throws Exception {
        assertInstanceOf(TransactionResult.Accepted.class, say(node, transaction));
    }

    Transaction.Commit commit(int node, Id request, BuildOutcome outcome) {
        return new Transaction.Commit(request, 0, Commitment.of(id(node), request, 0, outcome, SALT));
    }

    static final Bytes SALT = hash("salt").value();

    static Digest hash(String text) {
        return Digest.sha256(bytes(text));
    }

    static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        nodes.close();
    }
}
