package io.pyrsia.dist.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Hash;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.Policy;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;

/// What must hold when the faults are over: all nodes agree, everything that was acknowledged is in every log, and no
/// checkpoint that anybody ever saw contradicts where the log is now.
final class Outcome {

    private static final int QUORUM = 2 * FaultNetwork.AUTHORITIES / 3 + 1;

    private final FaultNetwork network;

    private Outcome(FaultNetwork network) {
        this.network = network;
    }

    /// Gives the figures.
    static String check(FaultNetwork network, Load load, Heads heads) throws Exception {
        load.stop();
        assertEquals(List.of(), load.refusals());
        assertEquals(List.of(), heads.broken());
        Outcome outcome = new Outcome(network);
        long began = System.nanoTime();
        NodeStatus agreed = outcome.awaitAgreement();
        long convergedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        List<Checkpoint> seen = outcome.accepted(heads.seen());
        for (FaultNode node : network.nodes()) {
            outcome.checkLog(node, agreed, load.acknowledged());
            checkHistory(node, agreed, seen);
            String logged = node.logged();
            assertFalse(logged.isEmpty(), () -> node.name() + " has logged nothing");
            assertFalse(logged.contains("signed two conflicting votes"), logged);
        }
        return load.figures() + "; " + agreed.logSize() + " entries in block " + agreed.height()
                + ", the same on all nodes " + convergedMs + " ms after the last; " + seen.size()
                + " checkpoints seen, all consistent";
    }

    private NodeStatus awaitAgreement() throws Exception {
        List<NodeStatus> last = new ArrayList<>();
        Await.until(() -> "all nodes agree, there is " + last, () -> {
            last.clear();
            for (FaultNode node : network.nodes()) {
                last.add(node.status());
            }
            NodeStatus first = last.getFirst();
            return last.stream()
                    .allMatch(status -> status.ready()
                            && status.height() == first.height()
                            && status.finalHeight() == first.height()
                            && status.logSize() == first.logSize()
                            && status.waitingTransactions() == 0);
        });
        for (NodeStatus status : last) {
            assertEquals(last.getFirst().logRoot(), status.logRoot(), "the logs fork");
        }
        return last.getFirst();
    }

    /// The root is computed from the entries that the node serves.
    private void checkLog(FaultNode node, NodeStatus agreed, SortedSet<String> acknowledged) throws Exception {
        Edge edge = Edge.EMPTY;
        SortedSet<String> found = new TreeSet<>();
        while (edge.size() < agreed.logSize()) {
            int width = (int) Math.min(Tile.WIDTH, agreed.logSize() - edge.size());
            LogPath.Entries path = new LogPath.Entries(edge.size() / Tile.WIDTH, width);
            List<Bytes> entries = EntryBundle.decode(fetch(node, path), width);
            for (Bytes entry : entries) {
                Json.Obj fields = (Json.Obj) JsonReader.read(entry, EntryBundle.MAX_ENTRY_BYTES);
                if (fields.get("artifact_id") instanceof Json.Text(String id)) {
                    assertTrue(found.add(id), id + " is twice in the log of " + node.name());
                }
            }
            edge = edge.appendEntries(entries).edge();
        }
        assertEquals(agreed.logRoot(), edge.root().toString(), node.name());
        SortedSet<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(found);
        assertEquals(new TreeSet<>(), lost, "acknowledged and not in the log of " + node.name());
    }

    /// All of them end in the log as the node serves it now.
    private static void checkHistory(FaultNode node, NodeStatus agreed, List<Checkpoint> seen) throws Malformed {
        Map<LogPath, Bytes> fetched = new HashMap<>();
        Tree tree = new Tree(
                agreed.logSize(), tile -> fetched.computeIfAbsent(new LogPath.Hashes(tile), path -> fetch(node, path)));
        Hash now = Hash.parse(String.valueOf(agreed.logRoot()));
        for (Checkpoint checkpoint : seen) {
            assertTrue(
                    tree.consistency(checkpoint.size()).proves(checkpoint.root(), now),
                    () -> "the log of " + node.name() + " does not go on from " + checkpoint);
        }
    }

    /// Each must have the signatures of a quorum.
    private List<Checkpoint> accepted(List<SignedCheckpoint> seen) throws Exception {
        Policy policy = new Policy(Quorum.of(QUORUM, keys(network.nodes().getFirst())), Quorum.none());
        List<Checkpoint> accepted = new ArrayList<>();
        for (SignedCheckpoint signed : seen) {
            accepted.add(policy.accept(signed));
        }
        return accepted;
    }

    private static List<NoteKey> keys(FaultNode node) throws Exception {
        String text = new String(
                node.log().get("vkeys", LogPath.MAX_PROOF_BYTES).orElseThrow().toArrayUnsafe(), StandardCharsets.UTF_8);
        List<NoteKey> keys = new ArrayList<>();
        for (String line : text.lines().toList()) {
            keys.add(NoteKey.parse(line));
        }
        return keys;
    }

    private static Bytes fetch(FaultNode node, LogPath path) {
        try {
            return node.log().get(path.text(), path.maxBytes()).orElseThrow();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
