package io.pyrsia.server.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.client.EcosystemNames;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Original;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.api.Problem;
import io.pyrsia.ledger.Reason;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.Refused;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The original Pyrsia's endpoints, answered from today's ledger and log, so that its clients go on.
public final class OriginalApi implements HttpService {

    private final Parts parts;
    private final StatusApi status;
    private final TransactionApi transactions;
    private final Builds builds;
    private final OriginalLog log;

    public OriginalApi(Parts parts, StatusApi status, TransactionApi transactions, LogApi log) {
        this.parts = parts;
        this.status = status;
        this.transactions = transactions;
        this.builds = new Builds(parts.ledger()::view);
        this.log = new OriginalLog(log);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/status", (request, response) -> Answers.json(response, 200, Original.Status.class, status()))
                .get("/peers", (request, response) -> Answers.document(response, peers()))
                .post("/authorized_node", this::authorize)
                .post("/build/docker", this::build)
                .post("/build/maven", this::build)
                .post("/build/status", (request, response) -> Answers.document(response, state(request)))
                .post("/inspect/docker", this::inspect)
                .post("/inspect/maven", this::inspect);
    }

    private Original.Status status() {
        NodeStatus now = status.status();
        List<String> addresses =
                parts.host().addresses().stream().map(Multiaddr::toString).toList();
        return new Original.Status(now.peers(), now.peerId(), addresses);
    }

    private Json peers() {
        return Json.array(
                status.peers().peers().stream().map(Peer::peerId).map(Json::of).toList());
    }

    private void authorize(ServerRequest request, ServerResponse response) {
        String peer = Answers.read(request, Original.AuthorizedNode.class).peerId();
        NodeId node = Asked.parsed("peer_id", peer, OriginalApi::node);
        try {
            transactions.submit(new Transaction.RegisterBuilder(node));
        } catch (Refused e) {
            throw is(e, Reason.ALREADY_BUILDER)
                    ? new Refused(Problem.Code.MALFORMED, "the authorized node " + peer + " already exists")
                    : e;
        }
        response.status(201).send();
    }

    private static NodeId node(String peer) throws Malformed {
        Optional<PeerKey> key = PeerId.parse(peer).key();
        if (key.isEmpty() || key.get().kind() != PeerKey.Kind.ED25519) {
            throw new Malformed("a node that can build has an Ed25519 key, and an id that begins with 12D3KooW");
        }
        return new NodeId(key.get().data());
    }

    private void build(ServerRequest request, ServerResponse response) {
        Original.BuildRequest asked = Answers.read(request, Original.BuildRequest.class);
        Purl purl = purl(asked.image(), asked.gav());
        try {
            Build started = transactions.request(purl);
            answer(response, 200, new Original.BuildAnswer(started.id(), null));
        } catch (Refused e) {
            if (!is(e, Reason.ALREADY_VERIFIED)) {
                throw e;
            }
            String why = "Artifact already exists. Fresh build not required: "
                    + e.problem().detail();
            answer(response, 302, new Original.BuildAnswer(null, why));
        }
    }

    private static void answer(ServerResponse response, int code, Original.BuildAnswer answer) {
        Answers.json(response, code, Original.BuildAnswer.class, answer);
    }

    /// One word for clients that print it, with the reason where it failed.
    private Json state(ServerRequest request) {
        String id = Answers.read(request, Original.BuildQuestion.class).buildId();
        Build build = TransactionApi.name(id)
                .flatMap(builds::find)
                .orElseThrow(() -> new Refused(Problem.Code.NOT_FOUND, "Build status for '" + id + "' was not found"));
        return Json.of(
                switch (build.state()) {
                    case AWAITING_SEED, DRAWING, BUILDING, REVEALING -> "RUNNING";
                    case PUBLISHED -> "SUCCESS";
                    case CANNOT_BUILD, SILENT, DISPUTED, NOT_DRAWN, NO_BUILDERS, REMOVED ->
                        "FAILED - (Error: " + (build.detail() == null ? build.state() : build.detail()) + ")";
                });
    }

    private void inspect(ServerRequest request, ServerResponse response) {
        Original.Inspection asked = Answers.read(request, Original.Inspection.class);
        log.answer(response, purl(asked.image(), asked.gav()), asked.outputParams());
    }

    private static Purl purl(@Nullable String image, @Nullable String gav) {
        if (image != null && gav == null) {
            return Asked.parsed("image", image, EcosystemNames::docker);
        }
        if (gav != null && image == null) {
            return Asked.parsed("gav", gav, EcosystemNames::maven);
        }
        throw new Refused(Problem.Code.MALFORMED, "name an 'image' or a 'gav'");
    }

    private static boolean is(Refused refused, Reason reason) {
        return reason.name().equals(refused.problem().reason());
    }
}
