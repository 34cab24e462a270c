package io.pyrsia.server.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildRequest;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.Refused;
import io.pyrsia.server.ledger.TransactionResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Takes transactions, signed elsewhere or by this node, and answers when they are final.
public final class TransactionApi implements HttpService {

    /// The longest wait until a transaction is final.
    private static final long TIME_LIMIT_SECONDS = 25;

    private final Parts parts;
    private final Builds builds;

    public TransactionApi(Parts parts) {
        this.parts = parts;
        this.builds = new Builds(parts.ledger()::view);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/transactions", this::submit)
                .get("/recipes", this::recipe)
                .post("/builds", this::requestBuild)
                .get("/builds/{id}", this::build);
    }

    private void submit(ServerRequest request, ServerResponse response) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        Receipt receipt = type.equals("application/octet-stream")
                ? await(parts.ledger().submit(Answers.body(request)))
                : submit(Asked.parsed("body", Answers.read(request, Instruction.class), Words::transaction));
        Answers.json(response, 201, Receipt.class, receipt);
    }

    /// Signs and submits in the node's own name.
    Receipt submit(Transaction transaction) {
        return await(parts.ledger().submit(transaction));
    }

    private void requestBuild(ServerRequest request, ServerResponse response) {
        Answers.json(
                response,
                201,
                Build.class,
                request(Answers.read(request, BuildRequest.class).purl()));
    }

    /// Requests a build in the node's own name; whoever asks for what is being built joins that build.
    Build request(Purl purl) {
        return running(purl).orElseGet(() -> requested(purl));
    }

    private Build requested(Purl purl) {
        try {
            Id id = Asked.parsed("id", submit(new Transaction.Request(purl)).id(), Id::parse);
            return builds.find(id)
                    .orElseThrow(() -> new Refused(Problem.Code.FAILED, "the request is final and cannot be found"));
        } catch (Refused e) {
            // Somebody else may have been first.
            return running(purl).orElseThrow(() -> e);
        }
    }

    /// What is verified is built again in an audit only, which nobody asked for.
    private Optional<Build> running(Purl purl) {
        return parts.ledger()
                .view()
                .builds(purl)
                .filter(status -> status.trust() != Trust.VERIFIED)
                .flatMap(status -> Optional.ofNullable(status.open()))
                .flatMap(builds::find);
    }

    private void recipe(ServerRequest request, ServerResponse response) {
        Purl purl = Asked.purl(request);
        Instruction.Recipe current = parts.ledger()
                .view()
                .recipe(purl)
                .map(Words::recipe)
                .orElseThrow(() -> new Refused(Problem.Code.NOT_FOUND, "the network has no recipe for " + purl));
        Answers.json(response, 200, Instruction.Recipe.class, current);
    }

    private void build(ServerRequest request, ServerResponse response) {
        Id id = Asked.id(request);
        Build build = builds.find(id).orElseThrow(() -> new Refused(Problem.Code.NOT_FOUND, "there is no build " + id));
        Answers.json(response, 200, Build.class, build);
    }

    /// The name of a request; nothing if it can be none.
    static Optional<Id> name(String text) {
        try {
            return Optional.of(Id.parse(text));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Receipt await(CompletableFuture<TransactionResult> result) {
        try {
            return receipt(result.get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new Refused(
                    Problem.Code.TIMED_OUT,
                    "the transaction is not final after " + TIME_LIMIT_SECONDS
                            + " s; it may still become so, and submitting it again does no harm");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Problem.Code.NOT_READY, "the node stops");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a submission failed", e);
        }
    }

    private static Receipt receipt(TransactionResult result) {
        return switch (result) {
            case TransactionResult.Accepted accepted ->
                new Receipt(accepted.id().toString(), accepted.height());
            case TransactionResult.Rejected rejected ->
                throw new Refused(
                        Problem.of(Problem.Code.REJECTED, rejected.reason().sentence())
                                .because(rejected.reason().name()));
            case TransactionResult.Unsound unsound ->
                throw new Refused(
                        Problem.of(Problem.Code.MALFORMED, unsound.reason().sentence())
                                .because(unsound.reason().name()));
            case TransactionResult.Unavailable unavailable ->
                throw new Refused(Problem.Code.NOT_READY, unavailable.why());
        };
    }
}
