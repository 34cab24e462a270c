package io.pyrsia.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.map.MerkleMap;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Proposal;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Transactions as a busy network with fools and liars would send them: about half take effect, the rest is rejected
/// for all kinds of reasons.
public final class RandomTransactions {

    private static final int PACKAGES = 500;
    private static final int NODES = 24;

    private static final int FILES = 10;
    private static final List<Purl> VERSIONS = IntStream.range(0, PACKAGES)
            .mapToObj(i -> World.purl("pkg:maven/org.example/thing" + i + "@1.0"))
            .toList();
    private static final List<Purl> JARS = IntStream.range(0, PACKAGES * FILES)
            .mapToObj(i -> World.purl(VERSIONS.get(i % PACKAGES) + "#file" + i / PACKAGES + ".jar"))
            .toList();

    private final RandomGenerator random;
    private final TreeMap<NodeId, Long> sequences = new TreeMap<>();
    private int turn;
    private @Nullable State state;

    public RandomTransactions(RandomGenerator random) {
        this.random = random;
    }

    public static Genesis genesis() {
        return new Genesis(
                World.NETWORK,
                1_000,
                World.nodes("authority", 4),
                World.nodes("registry", 3),
                World.nodes("certified", 18),
                Parameters.DEFAULT,
                new Limits(7, 5, 40, 20, 200, 16, 6, 64, 20, 1_000, 500_000, 64));
    }

    /// A block of up to so many transactions, some time after the state.
    public Block block(State state, int transactions) {
        long later = random.nextInt(20) == 0 ? random.nextLong(3_700_000) : random.nextLong(3_000);
        if (random.nextInt(200) == 0) {
            later = Parameters.DEFAULT.statusKeptMs();
        }
        Checked[] checked = new Checked[random.nextInt(transactions) + 1];
        for (int i = 0; i < checked.length; i++) {
            checked[i] = next(state);
        }
        Bytes digest = World.hash("block " + random.nextLong());
        return new Block(state.height() + 1, state.timeMs() + later, digest, List.of(checked));
    }

    Checked next(State newest) {
        state = newest;
        if (random.nextInt(50) == 0) {
            return new Checked.Unsound(Reason.BAD_SIGNATURE);
        }
        boolean isUseful =
                random.nextInt(3) != 0 && state.tables().rows(Table.REQUESTS).size() > 0;
        return isUseful ? useful(state) : anything(state);
    }

    /// The next step of an open request, by the node whose turn it is.
    private Checked useful(State newest) {
        MerkleMap<BuildRequest> requests = newest.tables().rows(Table.REQUESTS);
        MerkleMap.Item<BuildRequest> row = requests.at(turn++ % requests.size());
        Id id = new Id(row.key());
        int round = row.value().round();
        return switch (row.value().phase()) {
            case Phase.AwaitingSeed ignored -> by(pick("authority"), new Transaction.Tick());
            case Phase.Drawing drawing -> {
                NodeId turn = one(Draws.turns(newest.authorities(), id, drawing, newest.timeMs(), 30_000));
                yield by(turn, new Transaction.Draw(id, round, drawing.seed(), Bytes.wrap(new byte[80])));
            }
            case Phase.Building building -> {
                NodeId node = seat(building.seats().stream()
                        .filter(seat -> seat.commitment() == null)
                        .toList());
                yield by(
                        node,
                        random.nextInt(4) == 0
                                ? new Transaction.Present(id, round)
                                : World.commit(id, round, node, answer(node, id, round)));
            }
            case Phase.Revealing revealing -> {
                NodeId node = seat(revealing.seats().stream()
                        .filter(seat -> seat.outcome() == null)
                        .toList());
                yield by(node, new Transaction.Reveal(id, round, World.SALT, answer(node, id, round)));
            }
        };
    }

    private Checked anything(State newest) {
        return switch (random.nextInt(9)) {
            case 0 -> by(pick("authority"), new Transaction.Propose(action(newest)));
            case 1 -> {
                MerkleMap<Proposal> open = newest.tables().rows(Table.PROPOSALS);
                Id id = open.size() == 0
                        ? Id.of(Bytes.of(7))
                        : new Id(open.at(random.nextInt(open.size())).key());
                yield by(pick("authority"), new Transaction.Endorse(id));
            }
            case 2 -> by(pick("authority"), new Transaction.RegisterBuilder(pick("regular")));
            case 3 -> by(pick("authority"), new Transaction.PublishRecipe(World.recipe(purl(), "1")));
            case 4 -> {
                Purl purl = purl();
                String previous = String.valueOf(random.nextInt(3));
                yield by(
                        pick("certified"),
                        new Transaction.SupersedeRecipe(
                                World.recipe(purl, previous).digest(),
                                World.recipe(purl, String.valueOf(random.nextInt(3)))));
            }
            case 5 -> by(pick("registry"), new Transaction.Observe(World.observation(file(), content(), false)));
            case 6 ->
                by(
                        pick("registry"),
                        new Transaction.Observe(World.observation(
                                World.purl("pkg:docker/library/thing@" + random.nextInt(5)), content(), true)));
            case 7 ->
                random.nextInt(400) == 0
                        ? by(pick("regular"), new Transaction.RevokeOwnKey())
                        : by(pick("authority"), new Transaction.Tick());
            default ->
                by(pick(random.nextBoolean() ? "authority" : "certified"), new Transaction.Request(withRecipe()));
        };
    }

    private Action action(State newest) {
        return switch (random.nextInt(12)) {
            case 0 -> new Action.AddAuthority(pick("authority"));
            case 1 -> new Action.RemoveAuthority(one(newest.authorities().nodes()));
            case 2 -> new Action.RotateAuthority(one(newest.authorities().nodes()), pick("authority"));
            case 3 -> new Action.AddRegistry(pick("registry"));
            case 4 -> new Action.RemoveRegistry(pick("registry"));
            case 5 -> new Action.Suspend(pick("certified"), "incident");
            case 6 -> new Action.RemoveBuilder(pick("regular"), "gone");
            case 7 -> random.nextInt(20) == 0 ? new Action.RevokeKey(pick("regular"), "lost") : certify("regular");
            case 8 -> new Action.RemoveArtifact(random.nextBoolean() ? file() : purl(), "why");
            default -> certify("certified");
        };
    }

    private Action certify(String role) {
        return new Action.Certify(pick(role));
    }

    /// What a builder answers: nearly always what the others do.
    private static BuildOutcome answer(NodeId node, Id id, int round) {
        Bytes content =
                new ByteWriter().bytes(node.key()).bytes(id.value()).u8(round).toBytes();
        int number = Digest.sha256(content).value().get(0) & 0xff;
        if (number < 8) {
            return new BuildOutcome.CannotBuild("no compiler for " + number);
        }
        return number < 24 ? World.built("odd", "odd") : World.built(number < 40 ? "raw" : "usual", "same");
    }

    private Checked by(NodeId author, Transaction transaction) {
        boolean isReplay = random.nextInt(40) == 0;
        long sequence = sequences.getOrDefault(author, 0L) + (isReplay ? 0 : 1);
        sequences.put(author, sequence);
        return World.sound(author, sequence, transaction);
    }

    private NodeId seat(List<Seat> seats) {
        List<NodeId> seated =
                seats.stream().filter(Seat::isSeated).map(Seat::node).toList();
        return seated.isEmpty() || random.nextInt(30) == 0 ? pick("certified") : one(seated);
    }

    private NodeId pick(String role) {
        boolean isAnybody = random.nextInt(6) == 0;
        return switch (role) {
            case "authority" ->
                isAnybody
                        ? World.node(role, random.nextInt(9))
                        : one(now().authorities().nodes());
            case "registry" -> isAnybody ? World.node(role, random.nextInt(9)) : row(Table.REGISTRIES, role);
            case "certified" -> isAnybody ? World.node(role, random.nextInt(NODES)) : row(Table.BUILDERS, role);
            default -> World.node(role, random.nextInt(NODES));
        };
    }

    private NodeId row(Table<?> table, String role) {
        MerkleMap<?> rows = now().tables().rows(table);
        return rows.size() == 0
                ? World.node(role, 0)
                : new NodeId(rows.at(random.nextInt(rows.size())).key());
    }

    private State now() {
        if (state == null) {
            throw new IllegalStateException("no state yet");
        }
        return state;
    }

    private Purl withRecipe() {
        MerkleMap<Recipe> recipes = now().tables().rows(Table.RECIPES);
        boolean isKnown = recipes.size() > 0 && random.nextInt(6) != 0;
        return isKnown ? recipes.at(random.nextInt(recipes.size())).value().purl() : purl();
    }

    private Purl purl() {
        return VERSIONS.get(random.nextInt(PACKAGES));
    }

    private Purl file() {
        return JARS.get(random.nextInt(PACKAGES * FILES));
    }

    private String content() {
        return "content " + random.nextInt(3);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
