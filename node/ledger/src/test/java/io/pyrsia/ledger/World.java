package io.pyrsia.ledger;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.BuiltArtifact;
import io.pyrsia.ledger.transaction.Commitment;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Forms;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Observation;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Source;
import io.pyrsia.ledger.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A network for tests of rules: blocks of one transaction, made-up keys, and no signatures.
final class World {

    static final NetworkId NETWORK = new NetworkId("test");
    static final Purl PACKAGE = purl("pkg:maven/org.example/thing@1.0");
    static final Bytes SALT = hash("salt");

    private static final ConcurrentHashMap<String, NodeId> NODES = new ConcurrentHashMap<>();

    private final TreeMap<NodeId, Long> sequences = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private State state;

    World(int authorities, int certified, Limits limits) {
        this(new Genesis(
                NETWORK,
                1_000,
                nodes("authority", authorities),
                nodes("registry", 2),
                nodes("certified", certified),
                Parameters.DEFAULT,
                limits));
    }

    World(Genesis genesis) {
        Applied begun = Ledger.begin(genesis);
        state = begun.state();
        entries.addAll(begun.entries());
    }

    static World ordinary() {
        return new World(4, 12, Limits.DEFAULT);
    }

    static NodeId authority(int i) {
        return node("authority", i);
    }

    static NodeId registry(int i) {
        return node("registry", i);
    }

    static NodeId certified(int i) {
        return node("certified", i);
    }

    static NodeId regular(int i) {
        return node("regular", i);
    }

    static NodeId stranger() {
        return node("stranger", 0);
    }

    State state() {
        return state;
    }

    List<Entry> entries() {
        return entries;
    }

    /// The contents of the entries for a package, oldest first.
    <C extends Content> List<C> contents(Class<C> type) {
        return entries.stream()
                .map(Entry::content)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// One block a second later with this alone.
    Outcome submit(NodeId author, Transaction transaction) {
        return submit(sound(author, sequences.merge(author, 1L, Long::sum), transaction));
    }

    Outcome submit(Checked checked) {
        return apply(1_000, checked).outcomes().getFirst();
    }

    void accept(NodeId author, Transaction transaction) {
        Outcome outcome = submit(author, transaction);
        if (!outcome.isAccepted()) {
            throw new AssertionError(transaction + ": " + outcome);
        }
    }

    /// An empty block some time later.
    Applied pass(long milliseconds) {
        return apply(milliseconds);
    }

    Applied apply(long laterMs, Checked... checked) {
        Applied applied = Ledger.apply(state, block(laterMs, checked));
        state = applied.state();
        entries.addAll(applied.entries());
        return applied;
    }

    Block block(long laterMs, Checked... checked) {
        long height = state.height() + 1;
        return new Block(height, state.timeMs() + laterMs, hash("block " + height), List.of(checked));
    }

    Checked.Sound next(NodeId author, Transaction transaction) {
        return sound(author, sequences.merge(author, 1L, Long::sum), transaction);
    }

    static Checked.Sound sound(NodeId author, long sequence, Transaction transaction) {
        Bytes message = new SignedTransaction(author, sequence, transaction, Bytes.wrap(new byte[64])).message(NETWORK);
        Bytes output = transaction instanceof Transaction.Draw draw
                ? Digest.of(Digest.Algorithm.SHA512, Bytes.concatenate(author.key(), draw.seed()))
                        .value()
                : Bytes.EMPTY;
        return new Checked.Sound(Id.of(message), author, sequence, transaction, output);
    }

    /// The proposal and as many endorsements as a quorum of four needs.
    void decide(Action action) {
        accept(authority(0), new Transaction.Propose(action));
        for (int i = 1; state.tables().get(Table.PROPOSALS, action.proposal().value()) != null; i++) {
            accept(authority(i), new Transaction.Endorse(action.proposal()));
        }
    }

    /// A request for the package, with its recipe published before.
    Id request(Purl purl) {
        if (state.tables().get(Table.RECIPES, Table.version(purl)) == null) {
            accept(authority(0), new Transaction.PublishRecipe(recipe(purl, "1")));
        }
        Checked.Sound request = next(authority(1), new Transaction.Request(purl));
        if (!submit(request).isAccepted()) {
            throw new AssertionError("the request was rejected");
        }
        return request.id();
    }

    /// From the request's seed to a seated committee.
    Phase.Building draw(Id id) {
        if (open(id).phase() instanceof Phase.AwaitingSeed) {
            pass(1_000);
        }
        while (open(id).phase() instanceof Phase.Drawing drawing) {
            NodeId turn = turns(id, drawing).stream()
                    .filter(node -> drawing.shares().stream()
                            .noneMatch(share -> share.node().equals(node)))
                    .findFirst()
                    .orElseThrow();
            accept(turn, new Transaction.Draw(id, open(id).round(), drawing.seed(), Bytes.wrap(new byte[80])));
        }
        return (Phase.Building) open(id).phase();
    }

    List<NodeId> turns(Id id, Phase.Drawing drawing) {
        return Draws.turns(state.authorities(), id, drawing, state.timeMs() + 1_000, 30_000);
    }

    /// Every seat commits to its answer and reveals it; null is silence.
    void vote(Id id, Function<Seat, @Nullable BuildOutcome> answers) {
        Phase.Building building = draw(id);
        int round = open(id).round();
        List<Seat> seats = building.seats().stream().filter(Seat::isSeated).toList();
        for (Seat seat : seats) {
            BuildOutcome answer = answers.apply(seat);
            if (answer != null) {
                accept(seat.node(), commit(id, round, seat.node(), answer));
            }
        }
        if (open(id).phase() instanceof Phase.Building) {
            pass(state.parameters().commitTimeoutMs());
        }
        if (open(id).phase() instanceof Phase.Revealing) {
            reveal(id, round, seats, answers);
        }
    }

    private void reveal(Id id, int round, List<Seat> seats, Function<Seat, @Nullable BuildOutcome> answers) {
        for (Seat seat : seats) {
            BuildOutcome answer = answers.apply(seat);
            if (answer != null) {
                accept(seat.node(), new Transaction.Reveal(id, round, SALT, answer));
            }
        }
    }

    static Transaction.Commit commit(Id id, int round, NodeId node, BuildOutcome answer) {
        return new Transaction.Commit(id, round, Commitment.of(node, id, round, answer, SALT));
    }

    BuildRequest open(Id id) {
        BuildRequest request = state.tables().get(Table.REQUESTS, id.value());
        if (request == null) {
            throw new AssertionError("not open: " + closed(id));
        }
        return request;
    }

    @Nullable
    Closed closed(Id id) {
        return state.tables().get(Table.CLOSED, id.value());
    }

    /// A build of one jar with these raw and normalised contents.
    static BuildOutcome.Built built(String raw, String normalised) {
        Bytes top = hash(normalised);
        Forms forms = new Forms(List.of(hash(raw), hash(raw + " unpacked"), top, top, top));
        BuiltArtifact jar = new BuiltArtifact(
                "thing-1.0.jar", forms, null, 1_234, hash("pieces " + raw), "application/java-archive");
        Dependencies dependencies =
                new Dependencies(Digest.sha256(Bytes.EMPTY), 1, List.of(purl("pkg:maven/org.example/needed@2.0")));
        return new BuildOutcome.Built(
                List.of(jar), dependencies, new Digest(Digest.Algorithm.SHA256, hash("attestation " + raw)));
    }

    static Recipe recipe(Purl purl, String content) {
        Source source = new Source(Source.Kind.ARCHIVE, "https://example.org/source.zip", hash("source"));
        return new Recipe(
                purl,
                new Digest(Digest.Algorithm.SHA256, hash("recipe " + content)),
                source,
                false,
                List.of("Ann Author", "Bob Builder"));
    }

    static Observation observation(Purl purl, String content, boolean isMoving) {
        return new Observation(
                purl,
                new Digest(Digest.Algorithm.SHA256, hash(content)),
                null,
                99,
                hash("pieces"),
                "application/octet-stream",
                "https://registry.example.org/thing",
                1_000,
                isMoving);
    }

    /// The same for the same role and number; real keys, because authorities' must be.
    static NodeId node(String role, int i) {
        return NODES.computeIfAbsent(
                role + " " + i, name -> key(role, i).publicKey().id());
    }

    static PrivateKey key(String role, int i) {
        try {
            return PrivateKey.ofSeed(hash(role + " " + i));
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    static List<NodeId> nodes(String role, int count) {
        return IntStream.range(0, count).mapToObj(i -> node(role, i)).toList();
    }

    static Bytes hash(String text) {
        return Digest.sha256(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).value();
    }

    static Purl purl(String text) {
        try {
            return Purl.parse(text);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }
}
