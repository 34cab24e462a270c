package io.pyrsia.bench.ledger;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.ledger.Applied;
import io.pyrsia.ledger.Block;
import io.pyrsia.ledger.Checked;
import io.pyrsia.ledger.Duty;
import io.pyrsia.ledger.Ledger;
import io.pyrsia.ledger.Outcome;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.BuiltArtifact;
import io.pyrsia.ledger.transaction.Commitment;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Forms;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Source;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.vrf.Ecvrf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Build requests that are all open at once, from request to verdict: how long each block takes with its state's root,
/// and how long a node takes to find what it has to do. Signatures and random proofs apart.
///
/// Arguments: requests, largest block, rounds (1000 500 5).
public final class RequestsBench {

    private static final NetworkId NETWORK = new NetworkId("bench");
    private static final Bytes SALT = hash("salt");
    private static final int BUILDERS = 32;

    private final List<NodeId> authorities = nodes(1, 4);
    private final List<NodeId> builders = nodes(1_000, BUILDERS);
    private final Map<NodeId, Long> numbers = new TreeMap<>();
    private final List<Long> blockNanos = new ArrayList<>();
    private final List<Long> lookNanos = new ArrayList<>();
    private final int blockSize;
    private State state;
    private int transactions;
    private int entries;

    private RequestsBench(int requests, int blockSize) {
        this.blockSize = blockSize;
        Limits limits = new Limits(64, 64, 1_024, 256, 16_384, 256, 32, requests, requests, requests, 4_000_000, 1_024);
        this.state = Ledger.begin(
                        new Genesis(NETWORK, 1_000, authorities, List.of(), builders, Parameters.DEFAULT, limits))
                .state();
    }

    public static void main(String[] arguments) throws Malformed {
        int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int blockSize = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        for (int round = 0; round < rounds; round++) {
            new RequestsBench(requests, blockSize).run(requests);
        }
    }

    private void run(int requests) throws Malformed {
        List<Transaction> recipes = new ArrayList<>();
        List<Transaction> asked = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Purl purl = Purl.parse("pkg:maven/org.example/thing" + i + "@1.0");
            Source source = new Source(Source.Kind.ARCHIVE, "https://example.org/source.zip", hash("source"));
            recipes.add(new Transaction.PublishRecipe(new Recipe(purl, digest("recipe"), source, false, List.of())));
            asked.add(new Transaction.Request(purl));
        }
        say(Map.of(authorities.getFirst(), recipes));
        blockNanos.clear();
        transactions = 0;
        long start = System.nanoTime();
        say(Map.of(authorities.getFirst(), asked));
        int open = state.tables().rows(Table.REQUESTS).size();
        while (state.tables().rows(Table.REQUESTS).size() > 0) {
            say(duties());
            apply(List.of());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d requests open at once, %d transactions, %d entries, %.2f s; a block of at most %d: %d of them,"
                        + " median %.1f ms, slowest %.1f ms; a node's look at its duties: slowest %.1f ms%n",
                open,
                transactions,
                entries,
                seconds,
                blockSize,
                blockNanos.size(),
                milliseconds(blockNanos, 0.5),
                milliseconds(blockNanos, 1),
                milliseconds(lookNanos, 1));
    }

    private static double milliseconds(List<Long> nanos, double part) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))] / 1e6;
    }

    /// What every node would say now.
    private Map<NodeId, List<Transaction>> duties() {
        Map<NodeId, List<Transaction>> said = new TreeMap<>();
        List<NodeId> nodes = new ArrayList<>(authorities);
        nodes.addAll(builders);
        for (NodeId node : nodes) {
            long start = System.nanoTime();
            List<Duty> duties = new View(state).duties(node, state.timeMs());
            lookNanos.add(System.nanoTime() - start);
            said.put(node, duties.stream().map(duty -> transaction(node, duty)).toList());
        }
        return said;
    }

    private static Transaction transaction(NodeId node, Duty duty) {
        return switch (duty) {
            case Duty.Contribute share ->
                new Transaction.Draw(
                        share.request(), share.round(), share.seed(), Bytes.wrap(new byte[Ecvrf.PROOF_BYTES]));
            case Duty.Build build ->
                new Transaction.Commit(
                        build.request(),
                        build.round(),
                        Commitment.of(node, build.request(), build.round(), answer(), SALT));
            case Duty.Reveal reveal -> new Transaction.Reveal(reveal.request(), reveal.round(), SALT, answer());
        };
    }

    /// In turns, so that what one node says of all requests does not come at once.
    private void say(Map<NodeId, List<Transaction>> said) {
        List<Checked> waiting = new ArrayList<>();
        int most = said.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (Map.Entry<NodeId, List<Transaction>> node : said.entrySet()) {
                if (i < node.getValue().size()) {
                    waiting.add(sound(node.getKey(), node.getValue().get(i)));
                }
            }
        }
        for (int from = 0; from < waiting.size(); from += blockSize) {
            apply(waiting.subList(from, Math.min(waiting.size(), from + blockSize)));
        }
    }

    private Checked sound(NodeId author, Transaction transaction) {
        long number = numbers.merge(author, 1L, Long::sum);
        Bytes message = new SignedTransaction(author, number, transaction, Bytes.wrap(new byte[64])).message(NETWORK);
        Bytes output = transaction instanceof Transaction.Draw draw
                ? Digest.of(Digest.Algorithm.SHA512, Bytes.concatenate(author.key(), draw.seed()))
                        .value()
                : Bytes.EMPTY;
        return new Checked.Sound(Id.of(message), author, number, transaction, output);
    }

    private void apply(List<Checked> checked) {
        Block block = new Block(
                state.height() + 1, state.timeMs() + 10, hash("block " + state.height()), List.copyOf(checked));
        long start = System.nanoTime();
        Applied applied = Ledger.apply(state, block);
        Bytes _ = applied.state().root();
        blockNanos.add(System.nanoTime() - start);
        long rejected = applied.outcomes().stream()
                .filter(outcome -> !outcome.isAccepted())
                .count();
        long late = checked.stream().filter(RequestsBench::mayBeLate).count();
        if (rejected > late) {
            List<Outcome> outcomes = applied.outcomes();
            throw new IllegalStateException("a transaction was rejected: " + outcomes);
        }
        transactions += checked.size();
        entries += applied.entries().size();
        state = applied.state();
    }

    /// As soon as enough shares are there, further ones are rejected.
    private static boolean mayBeLate(Checked checked) {
        return checked instanceof Checked.Sound sound && sound.transaction() instanceof Transaction.Draw;
    }

    private static BuildOutcome answer() {
        Bytes top = hash("normalised");
        Forms forms = new Forms(List.of(hash("raw"), hash("unpacked"), top, top, top));
        BuiltArtifact jar = new BuiltArtifact("thing-1.0.jar", forms, null, 1_234, hash("pieces"), "a/jar");
        return new BuildOutcome.Built(
                List.of(jar), new Dependencies(digest("needed"), 0, List.of()), digest("attestation"));
    }

    private static List<NodeId> nodes(int seed, int count) {
        NodeId[] nodes = new NodeId[count];
        Arrays.setAll(nodes, i -> PrivateKey.generate(new SplittableRandom(seed + i))
                .publicKey()
                .id());
        return List.of(nodes);
    }

    private static Digest digest(String text) {
        return new Digest(Digest.Algorithm.SHA256, hash(text));
    }

    private static Bytes hash(String text) {
        return Digest.sha256(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).value();
    }
}
