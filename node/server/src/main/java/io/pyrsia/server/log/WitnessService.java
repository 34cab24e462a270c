package io.pyrsia.server.log;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.witness.AddCheckpoint;
import io.pyrsia.log.witness.Witness;
import io.pyrsia.log.witness.WitnessAnswer;
import io.pyrsia.log.witness.WitnessStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// Cosigns other logs' checkpoints over HTTP (C2SP tlog-witness): mounted at `/witness`, it answers
/// `POST /witness/add-checkpoint`, and says with `GET /witness/vkey` whose cosignatures it gives.
public final class WitnessService implements HttpService {

    private final Witness witness;
    private final WitnessStore store;
    private final Clock clock;
    private final byte[] verifierKey;

    public WitnessService(Witness witness, NoteKey key, WitnessStore store, Clock clock) {
        this.witness = witness;
        this.verifierKey = (key.verifierKey() + "\n").getBytes(StandardCharsets.UTF_8);
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/add-checkpoint", this::answer).get("/vkey", (request, response) -> response.header(
                        HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .send(verifierKey));
    }

    private void answer(ServerRequest request, ServerResponse response) {
        Bytes question = read(request);
        WitnessAnswer answer = question.size() > AddCheckpoint.MAX_BYTES
                ? new WitnessAnswer.Refused(413, "a request has at most " + AddCheckpoint.MAX_BYTES + " bytes")
                : witness.add(question, store, clock.now().getEpochSecond());
        response.status(Status.create(answer.status()))
                .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                .send(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes read(ServerRequest request) {
        try (InputStream body = request.content().inputStream()) {
            return Bytes.wrap(body.readNBytes(AddCheckpoint.MAX_BYTES + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
