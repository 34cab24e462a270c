package io.pyrsia.server.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Printed;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Work;
import io.pyrsia.ledger.Duty;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.registry.Peers;
import io.pyrsia.server.build.Delivery;
import io.pyrsia.server.build.LiveLogs;
import io.pyrsia.server.build.Round;
import io.pyrsia.server.build.Seats;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.Refused;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobStoreFull;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import io.pyrsia.storage.blob.WrongBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What a builder asks its node, and brings to it: the builds that wait, their files, and its answers.
public final class WorkApi implements HttpService {

    private static final int BUFFER_BYTES = 64 << 10;

    private final Seats seats;
    private final Delivery delivery;
    private final BlobStore blobs;
    private final Peers peers;
    private final Builds builds;
    private final LiveLogs logs = new LiveLogs();

    public WorkApi(Parts parts, Seats seats, Delivery delivery, BlobStore blobs, Peers peers) {
        this.seats = seats;
        this.delivery = delivery;
        this.blobs = blobs;
        this.peers = peers;
        this.builds = new Builds(parts.ledger()::view);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/work", (request, response) -> Answers.json(response, 200, Work.Page.class, work()))
                .post("/work/{id}/{round}", this::answer)
                .post("/work/{id}/{round}/log", this::print)
                .get("/work/{id}/log", this::printed)
                .get("/blobs/{digest}", this::read)
                .put("/blobs/{digest}", this::write);
    }

    private Work.Page work() {
        seats.hear();
        return new Work.Page(seats.work().stream().map(WorkApi::work).toList());
    }

    private static Work work(Duty.Build build) {
        Recipe recipe = build.recipe();
        return new Work(
                build.request().toString(),
                build.round(),
                recipe.purl(),
                recipe.digest(),
                new Instruction.Source(
                        Instruction.Source.Kind.valueOf(recipe.source().kind().name()),
                        recipe.source().url(),
                        recipe.source().checksumText()),
                Instant.ofEpochMilli(build.deadlineMs()));
    }

    /// The same answer again does no harm, and another one changes nothing.
    private void answer(ServerRequest request, ServerResponse response) {
        Round round = new Round(Asked.id(request), Asked.round(request, Transaction.MAX_ROUND));
        BuildAnswer answer = Answers.read(request, BuildAnswer.class);
        if (!seats.isAnswered(round)) {
            if (seats.seat(round).isEmpty()) {
                throw new Refused(
                        Problem.Code.NOT_FOUND,
                        "no answer of this node is waited for in round " + round.number() + " of build "
                                + round.request());
            }
            seats.answer(round, Asked.parsed("answer", answer, given -> outcome(given)));
        }
        Build build = builds.find(round.request())
                .orElseThrow(() -> new Refused(Problem.Code.NOT_FOUND, "there is no build " + round.request()));
        Answers.json(response, 201, Build.class, build);
    }

    private void print(ServerRequest request, ServerResponse response) {
        Round round = new Round(Asked.id(request), Asked.round(request, Transaction.MAX_ROUND));
        if (seats.seat(round).isEmpty()) {
            throw new Refused(
                    Problem.Code.NOT_FOUND,
                    "this node does not build in round " + round.number() + " of build " + round.request());
        }
        seats.hear();
        logs.add(round.request(), Answers.body(request));
        response.status(201).send();
    }

    private void printed(ServerRequest request, ServerResponse response) {
        Id build = Asked.id(request);
        Printed since = logs.since(build, Asked.from(request))
                .orElseThrow(() ->
                        new Refused(Problem.Code.NOT_FOUND, "this node's builder has said nothing of build " + build));
        Answers.json(response, 200, Printed.class, since);
    }

    private BuildOutcome outcome(BuildAnswer answer) throws Malformed {
        try {
            return delivery.outcome(answer);
        } catch (BlobStoreFull e) {
            throw full();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(ServerRequest request, ServerResponse response) {
        Digest digest = Asked.digest(request);
        try (BlobReader reader = reader(digest)) {
            long size = reader.size().orElseThrow();
            response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
            response.contentLength(size);
            try (OutputStream out = response.outputStream()) {
                reader.transferTo(0, size, out);
            }
        } catch (IOException e) {
            // What was sent ends before its length, and whoever gets it sees that.
            throw new UncheckedIOException(e);
        }
    }

    /// What this node lacks, such as a recipe that was given to another one, comes from its peers.
    private BlobReader reader(Digest digest) throws IOException {
        Optional<BlobReader> here = blobs.read(digest);
        return (here.isPresent() ? here : peers.fetch(digest, Peers.ANYWHERE))
                .orElseThrow(() ->
                        new Refused(Problem.Code.NOT_FOUND, "neither this node nor its peers have a blob " + digest));
    }

    private void write(ServerRequest request, ServerResponse response) {
        Digest digest = Asked.digest(request);
        OptionalLong size = request.headers().contentLength();
        try (InputStream in = request.content().inputStream();
                BlobWriter writer = blobs.write(new Expectation(null, size))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                writer.write(buffer, 0, read);
            }
            writer.commit(digest);
        } catch (WrongBytes e) {
            throw new Refused(Problem.Code.MALFORMED, String.valueOf(e.getMessage()));
        } catch (BlobStoreFull e) {
            throw full();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        response.status(201).send();
    }

    private static Refused full() {
        return new Refused(Problem.Code.NOT_READY, "the packages of this node have no more room: see registry.quota");
    }
}
