package io.pyrsia.server.build;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.base.json.Json;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Work;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.BuiltArtifact;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Forms;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.server.main.RunningNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// A builder that makes one file of nothing but words, and talks to its node over HTTP as a real one does.
final class FakeBuilder {

    /// What all of its builds need.
    static final String NEEDED = "pkg:maven/org.example/needed@2.0";

    private static final String PATH = "thing.jar";
    private static final String TYPE = "application/java-archive";

    /// Verifiers of others ask for some predicate.
    private static final Json PREDICATE = Json.object(
            Map.of("buildDefinition", Json.object(Map.of("buildType", Json.of("https://pyrsia.io/build/made-up")))));

    private FakeBuilder() {}

    /// Gives a node the bytes `raw`, which mean `meaning`, and answers with them.
    static void answer(RunningNode node, Id request, String raw, String meaning) throws Exception {
        try (ApiClient client = node.client()) {
            Work work = client.work().work().stream()
                    .filter(each -> each.build().equals(request.toString()))
                    .findFirst()
                    .orElseThrow();
            client.answer(work.build(), work.round(), delivered(client, raw, meaning));
        }
    }

    /// What a builder brings before it answers.
    static BuildAnswer.Built delivered(ApiClient client, String raw, String meaning) throws Exception {
        Digest file = give(client, BuildingNetwork.bytes(raw));
        Digest dependencies = give(client, BuildingNetwork.bytes(NEEDED + "\n"));
        Digest statement =
                give(client, new Statement(List.of(new Subject(PATH, file)), Statement.PROVENANCE, PREDICATE).bytes());
        return new BuildAnswer.Built(
                List.of(new BuildAnswer.File(PATH, forms(raw, meaning), TYPE)), dependencies, statement);
    }

    private static Digest give(ApiClient client, Bytes content) throws Exception {
        Digest digest = Digest.sha256(content);
        client.give(digest, BodyPublishers.ofByteArray(content.toArrayUnsafe()));
        return digest;
    }

    private static List<Digest> forms(String raw, String meaning) {
        Digest top = BuildingNetwork.hash(meaning);
        return List.of(BuildingNetwork.hash(raw), BuildingNetwork.hash(raw + " unpacked"), top, top, top);
    }

    /// The same as a node's own answer, for nodes that lie about it by themselves.
    static BuildOutcome.Built outcome(String raw, String meaning) throws Exception {
        return outcome(raw, meaning, pieceRoot(raw));
    }

    static BuildOutcome.Built outcome(String raw, String meaning, Bytes pieceRoot) throws Exception {
        Forms forms = new Forms(forms(raw, meaning).stream().map(Digest::value).toList());
        Purl needed = Purl.parse(NEEDED);
        return new BuildOutcome.Built(
                List.of(new BuiltArtifact(PATH, forms, null, raw.length(), pieceRoot, TYPE)),
                new Dependencies(BuildingNetwork.hash(needed + "\n"), 1, List.of(needed)),
                BuildingNetwork.hash("attestation " + raw));
    }

    /// The root over the one piece that it takes.
    static Bytes pieceRoot(String raw) {
        return Digest.sha256(Bytes.concatenate(Bytes.of(0), BuildingNetwork.bytes(raw)))
                .value();
    }

    /// The nodes' answers, all the same.
    static void answerAll(BuildingNetwork network, Id request, int... nodes) throws Exception {
        for (int node : nodes) {
            answer(network.nodes.node(node), request, "bytes of " + request, "meaning");
        }
    }

    /// Whether a node waits for its builder's answer to a request.
    static boolean isWaiting(ApiClient client, Id request) {
        try {
            return client.work().work().stream().map(Work::build).anyMatch(request.toString()::equals);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
