package io.pyrsia.log.interop;

import static io.pyrsia.log.follow.TestAuthorities.ORIGIN;
import static io.pyrsia.log.follow.TestAuthorities.set;
import static io.pyrsia.log.follow.TestAuthorities.sign;

import io.pyrsia.base.json.Json;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Hash;
import io.pyrsia.log.InclusionProof;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.MemoryLog;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.log.note.Keys;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.log.witness.AddCheckpoint;
import io.pyrsia.log.witness.MemoryWitnessStore;
import io.pyrsia.log.witness.Witness;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.tuweni.bytes.Bytes;

/// A log of 100,000 entries with partial tiles at each level, whole and damaged in several ways, and questions
/// about it.
final class LargeLog {

    static final int SIZE = 100_000;

    private static final int PROOFS = 300;
    private static final long SECONDS = 1_700_000_000;
    private static final int[] SIGNERS = {0, 1, 3};

    private final NoteSigner witness = Keys.signer("witness.example/w", 50);
    private final MemoryLog log = new MemoryLog();
    private final Random random = new Random(6);
    private final SignedCheckpoint old;
    private final SignedCheckpoint newest;

    LargeLog() {
        Edge edge = Edge.EMPTY;
        for (int left = 70_123; left > 0; ) {
            int batch = Math.min(left, 1 + random.nextInt(1500));
            edge = log.append(entries(batch));
            left -= batch;
        }
        old = sign(ORIGIN, edge, SIGNERS);
        log.append(List.of(Bytes.EMPTY, Bytes.repeat((byte) 'x', 65_535)));
        SignedCheckpoint signed = sign(ORIGIN, log.append(entries(SIZE - 70_125)), SIGNERS);
        newest = signed.with(List.of(witness.cosign(signed.note().text(), SECONDS)));
        log.publish(new LogPath.Newest(), newest.encode());
    }

    ServedLog serve() {
        MemoryLog fork = new MemoryLog();
        SignedCheckpoint forked = sign(ORIGIN, fork.append("fork", SIZE), SIGNERS);
        TreeMap<String, Quorum> logs = new TreeMap<>();
        logs.put(ORIGIN, set(0, 0, 1, 2, 3).policy(ORIGIN, Quorum.none()).log());
        return new ServedLog()
                .log("good", log::get)
                .log("flipped-entry", changing(new LogPath.Entries(7, 256), LargeLog::flip))
                .log("flipped-tile", changing(new LogPath.Hashes(new Tile(0, 100, 256)), LargeLog::flip))
                .log("flipped-upper-tile", changing(new LogPath.Hashes(new Tile(1, 1, 134)), LargeLog::flip))
                .log("flipped-checkpoint", changing(new LogPath.Newest(), LargeLog::flipRoot))
                .log("forked", changing(new LogPath.Newest(), ignored -> Optional.of(forked.encode())))
                .log("missing-tile", changing(new LogPath.Hashes(new Tile(0, 55, 256)), ignored -> Optional.empty()))
                .log("missing-bundle", changing(new LogPath.Entries(90, 256), ignored -> Optional.empty()))
                .witness(new Witness(witness, logs), new MemoryWitnessStore(), SECONDS);
    }

    Json specification() {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("Origin", Json.of(ORIGIN));
        members.put(
                "Authorities",
                Json.array(List.of(0, 1, 3, 2).stream()
                        .map(i -> Json.of(
                                Keys.signer(ORIGIN, i).key(NoteKey.Kind.LOG).verifierKey()))
                        .toList()));
        String witnessKey = witness.key(NoteKey.Kind.WITNESS).verifierKey();
        members.put("Witness", Json.of(witnessKey));
        members.put(
                "Policy",
                Json.of("witness w " + witnessKey + " https://witness.example/w\ngroup all-of-them all w\n"
                        + "quorum all-of-them\n"));
        members.put("OldCheckpoint", base64(old.encode()));
        members.put("Inclusion", inclusionProofs());
        members.put("Consistency", consistencyProofs());
        InclusionProof proof = log.tree().inclusion(4711);
        members.put("Proof", base64(new LogProof(Bytes.EMPTY, 4711, proof.path(), newest).encode()));
        members.put("ProofEntry", base64(log.entry(4711)));
        witnessQuestions(members);
        return Json.object(members);
    }

    private Json inclusionProofs() {
        List<Json> proofs = new ArrayList<>();
        for (int i = 0; i < PROOFS; i++) {
            int size = 1 + random.nextInt(SIZE);
            int index = random.nextInt(size);
            Tree tree = new Tree(size, log.tiles);
            proofs.add(Json.object(Map.of(
                    "Index", Json.of(index),
                    "Size", Json.of(size),
                    "Entry", base64(log.entry(index)),
                    "Root", base64(tree.root().bytes()),
                    "Path", path(tree.inclusion(index).path()))));
        }
        return Json.array(proofs);
    }

    private Json consistencyProofs() {
        List<Json> proofs = new ArrayList<>();
        for (int i = 0; i < PROOFS; i++) {
            int size = 2 + random.nextInt(SIZE - 1);
            int before = i % 10 == 0 ? Integer.highestOneBit(size - 1) : 1 + random.nextInt(size - 1);
            Tree tree = new Tree(size, log.tiles);
            proofs.add(Json.object(Map.of(
                    "Before", Json.of(before),
                    "Size", Json.of(size),
                    "Earlier", base64(new Tree(before, log.tiles).root().bytes()),
                    "Root", base64(tree.root().bytes()),
                    "Path", path(tree.consistency(before).path()))));
        }
        return Json.array(proofs);
    }

    /// From nothing to the old checkpoint, the same again, an old size that is wrong, a proof that is, and the newest.
    private void witnessQuestions(Map<String, Json> members) {
        List<Hash> proof = log.tree().consistency(70_123).path();
        SignedCheckpoint unsigned = sign(ORIGIN, new MemoryLog().append("other", 3), 0, 1);
        SignedCheckpoint elsewhere = sign("other.example", new MemoryLog().append("other", 3), 0, 1, 2);
        List<Json> questions = new ArrayList<>();
        List<Json> statuses = new ArrayList<>();
        add(questions, statuses, new AddCheckpoint(0, List.of(), old), 200);
        add(questions, statuses, new AddCheckpoint(70_123, List.of(), old), 200);
        add(questions, statuses, new AddCheckpoint(0, List.of(), newest), 409);
        add(questions, statuses, new AddCheckpoint(70_123, proof.reversed(), newest), 422);
        add(questions, statuses, new AddCheckpoint(70_123, List.of(), unsigned), 403);
        add(questions, statuses, new AddCheckpoint(0, List.of(), elsewhere), 404);
        add(questions, statuses, new AddCheckpoint(70_124, List.of(), old), 400);
        add(questions, statuses, new AddCheckpoint(70_123, proof, newest), 200);
        members.put("AddCheckpoints", Json.array(questions));
        members.put("Statuses", Json.array(statuses));
    }

    private static void add(List<Json> questions, List<Json> statuses, AddCheckpoint question, int status) {
        questions.add(base64(question.encode()));
        statuses.add(Json.of(status));
    }

    private Function<LogPath, Optional<Bytes>> changing(LogPath changed, Function<Bytes, Optional<Bytes>> change) {
        if (log.get(changed).isEmpty()) {
            throw new IllegalStateException(changed.text() + " is not there to be changed");
        }
        UnaryOperator<Optional<Bytes>> with = found -> found.flatMap(change);
        return path -> path.equals(changed) ? with.apply(log.get(path)) : log.get(path);
    }

    /// One bit in the middle.
    private static Optional<Bytes> flip(Bytes content) {
        byte[] changed = content.toArray();
        changed[changed.length / 2] ^= 1;
        return Optional.of(Bytes.wrap(changed));
    }

    /// One bit of the root that a checkpoint states; signatures stay as they are.
    private static Optional<Bytes> flipRoot(Bytes checkpoint) {
        byte[] changed = checkpoint.toArray();
        changed[ORIGIN.length() + 15] ^= 1;
        return Optional.of(Bytes.wrap(changed));
    }

    private List<Bytes> entries(int count) {
        List<Bytes> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[random.nextInt(400)];
            random.nextBytes(entry);
            entries.add(Bytes.wrap(entry));
        }
        return entries;
    }

    private static Json path(List<Hash> path) {
        return Json.array(path.stream().map(hash -> base64(hash.bytes())).toList());
    }

    private static Json base64(Bytes bytes) {
        return Json.of(Base64.getEncoder().encodeToString(bytes.toArrayUnsafe()));
    }
}
