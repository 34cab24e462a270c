package io.pyrsia.client;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.Attested;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.BuildRequest;
import io.pyrsia.client.api.Held;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.LogLines;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.api.Printed;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.client.api.Work;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.tuweni.bytes.Bytes;

/// Asks one node over its admin API, `/api/v1`; each question is answered, refused with a reason, or fails as I/O.
public final class ApiClient implements AutoCloseable {

    public static final String PREFIX = "/api/v1/";

    /// The longest wait for an answer; a submitted transaction is answered when it is final.
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    static final int MAX_ANSWER_BYTES = 16 << 20;

    /// The media type of a backup.
    public static final String BACKUP_TYPE = "application/zip";

    private static final String JSON = "application/json";

    private final URI node;
    private final Optional<ApiToken> token;
    private final Exchange exchange;

    /// Asks the node at an address such as `http://127.0.0.1:7888`; without a token it can only read.
    public ApiClient(URI node, Optional<ApiToken> token) {
        this(node, token, TIME_LIMIT);
    }

    public ApiClient(URI node, Optional<ApiToken> token, Duration timeLimit) {
        this.node = node;
        this.token = token;
        this.exchange = new Exchange(node, timeLimit);
    }

    /// Asks with a token over TLS, believing whom the context says.
    public ApiClient(URI node, Optional<ApiToken> token, SSLContext tls) {
        this.node = node;
        this.token = token;
        this.exchange = new Exchange(TIME_LIMIT, Optional.of(tls));
    }

    /// Asks over TLS as whom, and believing whom, the context says: a client certificate stands in for the
    /// token.
    public ApiClient(URI node, SSLContext tls, Duration timeLimit) {
        this.node = node;
        this.token = Optional.empty();
        this.exchange = new Exchange(timeLimit, Optional.of(tls));
    }

    /// `GET status`, from the ledger's and the host's own accounts of where they stand.
    public NodeStatus status() throws IOException, InterruptedException, ApiRefusal {
        return get(NodeStatus.class, "status");
    }

    /// `GET peers`, from the libp2p host.
    public Peer.Page peers() throws IOException, InterruptedException, ApiRefusal {
        return get(Peer.Page.class, "peers");
    }

    /// `GET packages`, from the names and the blob store of the registries; from the beginning, or behind a cursor.
    public Held.Page packages(Optional<String> cursor) throws IOException, InterruptedException, ApiRefusal {
        return get(
                Held.Page.class,
                "packages"
                        + cursor.map(text -> "?cursor=" + UrlText.encode(text)).orElse(""));
    }

    /// `GET authorities`, from the ledger's view and the replica's counts.
    public Authorities authorities() throws IOException, InterruptedException, ApiRefusal {
        return get(Authorities.class, "authorities");
    }

    /// `GET keys`, from the node's identity.
    public KeysInfo keys() throws IOException, InterruptedException, ApiRefusal {
        return get(KeysInfo.class, "keys");
    }

    /// `POST transactions` with JSON: the node signs with its key, submits to the ledger, and waits until the
    /// transaction is final.
    public Receipt submit(Instruction instruction) throws IOException, InterruptedException, ApiRefusal {
        return post(
                Receipt.class,
                "transactions",
                JSON,
                CanonicalJson.bytes(RecordJson.write(Instruction.class, instruction)));
    }

    /// `POST transactions` with `application/octet-stream`: a transaction that was signed elsewhere, as the ledger
    /// encodes it.
    public Receipt submitSigned(Bytes transaction) throws IOException, InterruptedException, ApiRefusal {
        return post(Receipt.class, "transactions", "application/octet-stream", transaction);
    }

    /// `GET recipes?purl=`, from the ledger's view; nothing if the network has no recipe for the version.
    public Optional<Instruction.Recipe> recipe(Purl version) throws IOException, InterruptedException, ApiRefusal {
        try {
            return Optional.of(get(Instruction.Recipe.class, "recipes?purl=" + UrlText.encode(version.toString())));
        } catch (ApiRefusal refusal) {
            if (refusal.problem().is(Problem.Code.NOT_FOUND)) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /// Publishes a recipe, or puts it in the place of the one that the version has. The recipe itself is a blob, which
    /// the node has been given before.
    public Receipt publishRecipe(Instruction.Recipe recipe) throws IOException, InterruptedException, ApiRefusal {
        Optional<Instruction.Recipe> current = recipe(recipe.purl());
        return submit(
                current.isEmpty()
                        ? new Instruction.PublishRecipe(recipe)
                        : new Instruction.SupersedeRecipe(current.get().digest(), recipe));
    }

    /// `POST builds`: the node requests the build in its own name.
    public Build requestBuild(Purl purl) throws IOException, InterruptedException, ApiRefusal {
        Json body = RecordJson.write(BuildRequest.class, new BuildRequest(purl));
        return post(Build.class, "builds", JSON, CanonicalJson.bytes(body));
    }

    /// `GET builds/ID`, from the ledger's view.
    public Build build(String id) throws IOException, InterruptedException, ApiRefusal {
        return get(Build.class, "builds/" + UrlText.encode(id));
    }

    /// `GET work`: the builds that the node was drawn for and has no answer to.
    public Work.Page work() throws IOException, InterruptedException, ApiRefusal {
        return get(Work.Page.class, "work");
    }

    /// `POST work/BUILD/ROUND`: the node commits to the answer and reveals it. The first answer to a round stays.
    public Build answer(String build, int round, BuildAnswer answer)
            throws IOException, InterruptedException, ApiRefusal {
        return post(
                Build.class,
                "work/" + UrlText.encode(build) + '/' + round,
                JSON,
                CanonicalJson.bytes(RecordJson.write(BuildAnswer.class, answer)));
    }

    /// `POST work/BUILD/ROUND/log`: what the commands of a running build printed since the last time, for who watches.
    public void print(String build, int round, Bytes printed) throws IOException, InterruptedException, ApiRefusal {
        Bytes _ = send(request(PREFIX + "work/" + UrlText.encode(build) + '/' + round + "/log")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(printed.toArrayUnsafe())));
    }

    /// `GET work/BUILD/log?from=`: what was printed since; `from` is 0, or what the last answer says.
    public Printed printed(String build, long from) throws IOException, InterruptedException, ApiRefusal {
        return get(Printed.class, "work/" + UrlText.encode(build) + "/log?from=" + from);
    }

    /// `PUT blobs/DIGEST`: gives the node bytes that an answer names.
    public void give(Digest digest, BodyPublisher content) throws IOException, InterruptedException, ApiRefusal {
        Bytes _ = send(request(PREFIX + "blobs/" + UrlText.encode(digest.toString()))
                .header("Content-Type", "application/octet-stream")
                .PUT(content));
    }

    /// `GET blobs/DIGEST`, for blobs that are as small as other answers.
    public Bytes blob(Digest digest) throws IOException, InterruptedException, ApiRefusal {
        return send(
                request(PREFIX + "blobs/" + UrlText.encode(digest.toString())).GET());
    }

    /// `GET attestations/DIGEST`: what is stated of a file that the log names; each envelope is a blob.
    public Attested attestations(Digest file) throws IOException, InterruptedException, ApiRefusal {
        return get(Attested.class, "attestations/" + UrlText.encode(file.toString()));
    }

    /// `GET log`, from the index over the log.
    public LogPage search(LogQuery query) throws IOException, InterruptedException, ApiRefusal {
        return get(LogPage.class, "log?" + UrlText.query(query));
    }

    /// `GET log/entries/INDEX`, from the log.
    public LogPage.Entry entry(long index) throws IOException, InterruptedException, ApiRefusal {
        return get(LogPage.Entry.class, "log/entries/" + index);
    }

    /// `GET log/entries/INDEX/proof`: a proof that the log has the entry, as c2sp.org/tlog-proof writes it, under the
    /// newest checkpoint that a quorum of authorities signed.
    public String proof(long index) throws IOException, InterruptedException, ApiRefusal {
        return text(PREFIX + "log/entries/" + index + "/proof");
    }

    /// `GET trust?purl=`, from the ledger's view and the log.
    public TrustReport trust(Purl purl) throws IOException, InterruptedException, ApiRefusal {
        return get(TrustReport.class, "trust?purl=" + UrlText.encode(purl.toString()));
    }

    /// `GET logs?lines=`: needs the token, because a node's lines tell who asks it for what.
    public LogLines logs(int lines) throws IOException, InterruptedException, ApiRefusal {
        return get(LogLines.class, "logs?lines=" + lines);
    }

    /// `GET /metrics`, in the text form that Prometheus reads.
    public String metrics() throws IOException, InterruptedException, ApiRefusal {
        return text("/metrics");
    }

    /// `POST backups`: passes on a copy of the node's data, however long that takes.
    public void backup(OutputStream out) throws IOException, InterruptedException, ApiRefusal {
        HttpRequest asked = request(PREFIX + "backups")
                .timeout(TIME_LIMIT)
                .POST(BodyPublishers.noBody())
                .build();
        Optional<LogClient.Answer> refusal = exchange.download(asked, out, MAX_ANSWER_BYTES);
        if (refusal.isPresent()) {
            throw new ApiRefusal(problem(asked.uri(), refusal.get()));
        }
    }

    private <T> T get(Class<T> type, String path) throws IOException, InterruptedException, ApiRefusal {
        return read(type, send(request(PREFIX + path).GET()));
    }

    private <T> T post(Class<T> type, String path, String mediaType, Bytes body)
            throws IOException, InterruptedException, ApiRefusal {
        BodyPublisher content = BodyPublishers.ofByteArray(body.toArrayUnsafe());
        return read(
                type,
                send(request(PREFIX + path).header("Content-Type", mediaType).POST(content)));
    }

    private String text(String path) throws IOException, InterruptedException, ApiRefusal {
        return new String(send(request(path).GET()).toArrayUnsafe(), StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path));
        token.ifPresent(secret -> request.header("Authorization", secret.authorization()));
        return request;
    }

    private Bytes send(HttpRequest.Builder request) throws IOException, InterruptedException, ApiRefusal {
        HttpRequest built = request.build();
        LogClient.Answer answer = exchange.send(built, MAX_ANSWER_BYTES);
        if (answer.status() / 100 == 2) {
            return answer.body();
        }
        throw new ApiRefusal(problem(built.uri(), answer));
    }

    /// The node's own account, or one of what stands in its place, such as another server on the port.
    private static Problem problem(URI asked, LogClient.Answer answer) throws IOException {
        try {
            return RecordJson.read(
                    Problem.class, JsonReader.read(answer.body(), MAX_ANSWER_BYTES), RecordJson.Unknown.IGNORED);
        } catch (Malformed e) {
            throw new IOException(asked + " answers " + answer.status() + " and not as a Pyrsia node does", e);
        }
    }

    private static <T> T read(Class<T> type, Bytes body) throws IOException {
        try {
            return RecordJson.read(type, JsonReader.read(body, MAX_ANSWER_BYTES), RecordJson.Unknown.IGNORED);
        } catch (Malformed e) {
            throw new IOException("the answer is not as a Pyrsia node gives it: " + e.reason(), e);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
