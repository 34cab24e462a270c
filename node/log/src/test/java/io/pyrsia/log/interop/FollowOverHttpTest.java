package io.pyrsia.log.interop;

import static io.pyrsia.log.follow.TestAuthorities.ORIGIN;
import static io.pyrsia.log.follow.TestAuthorities.grow;
import static io.pyrsia.log.follow.TestAuthorities.handOver;
import static io.pyrsia.log.follow.TestAuthorities.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pyrsia.client.LogClient;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.MemoryLog;
import io.pyrsia.log.follow.LightClient;
import io.pyrsia.log.follow.Refusal;
import io.pyrsia.log.follow.Step;
import io.pyrsia.log.follow.TestAuthorities;
import io.pyrsia.log.follow.Trusted;
import io.pyrsia.log.note.Keys;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.log.witness.AddCheckpoint;
import io.pyrsia.log.witness.MemoryWitnessStore;
import io.pyrsia.log.witness.Witness;
import io.pyrsia.log.witness.WitnessAnswer;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// The light client and the witness with real HTTP between them and the log.
class FollowOverHttpTest {

    private static final LightClient CLIENT = new LightClient(TestAuthorities.CHANGES, Quorum.none());
    private static final Trusted GENESIS = Trusted.genesis(ORIGIN, set(0, 0, 1, 2, 3));

    @Test
    void followsFromGenesisAndRefusesAFork() throws Exception {
        MemoryLog log = new MemoryLog();
        MemoryLog fork = new MemoryLog();
        grow(log, "a", 1000, 0, 1, 2);
        grow(fork, "b", 9000, 4, 5, 6);
        try (ServedLog served = new ServedLog().log("log", log::get).log("fork", fork::get);
                LogClient honest = new LogClient(served.base().resolve("/log/"));
                LogClient lying = new LogClient(served.base().resolve("/fork/"))) {
            Trusted trusted = arrive(follow(honest, GENESIS));
            handOver(log, 1, "4 5 6 7", 1, 2, 3);
            SignedCheckpoint newest = grow(log, "b", 2000, 4, 5, 6);
            trusted = arrive(follow(honest, trusted));
            assertEquals(set(1, 4, 5, 6, 7), trusted.authorities());
            assertEquals(newest, trusted.seen().orElseThrow());
            Step.Refused refused = assertInstanceOf(Step.Refused.class, follow(lying, trusted));
            assertEquals(Refusal.FORK, refused.refusal());
        }
    }

    @Test
    void collectsACosignatureAfterBeingToldTheSize() throws Exception {
        NoteSigner signer = Keys.signer("witness.example/w", 50);
        List<NoteKey> keys = List.of(signer.key(NoteKey.Kind.WITNESS));
        TreeMap<String, Quorum> logs = new TreeMap<>();
        logs.put(ORIGIN, GENESIS.authorities().policy(ORIGIN, Quorum.none()).log());
        MemoryLog log = new MemoryLog();
        try (ServedLog served =
                        new ServedLog().witness(new Witness(signer, logs), new MemoryWitnessStore(), 1_700_000_000);
                LogClient client = new LogClient(served.base().resolve("/witness/"))) {
            SignedCheckpoint first = grow(log, "a", 300, 0, 1, 2);
            assertInstanceOf(WitnessAnswer.Cosigned.class, ask(client, new AddCheckpoint(0, List.of(), first), keys));
            SignedCheckpoint second = grow(log, "a", 300, 0, 1, 2);
            WitnessAnswer.OtherSize told = assertInstanceOf(
                    WitnessAnswer.OtherSize.class, ask(client, new AddCheckpoint(0, List.of(), second), keys));
            AddCheckpoint again = new AddCheckpoint(
                    told.size(), log.tree().consistency(told.size()).path(), second);
            WitnessAnswer.Cosigned cosigned = assertInstanceOf(WitnessAnswer.Cosigned.class, ask(client, again, keys));
            assertEquals(keys, second.with(cosigned.signatures()).note().signers(keys));
        }
    }

    private static WitnessAnswer ask(LogClient client, AddCheckpoint question, List<NoteKey> keys) throws Exception {
        LogClient.Answer answer = client.post("add-checkpoint", question.encode(), WitnessAnswer.MAX_BYTES);
        return WitnessAnswer.read(answer.status(), answer.body(), question.checkpoint(), keys);
    }

    private static Trusted arrive(Step step) {
        return assertInstanceOf(Step.Arrived.class, step).trusted();
    }

    /// The glue: fetch what the light client asks for until it has arrived or refuses.
    private static Step follow(LogClient client, Trusted from) throws IOException, InterruptedException {
        Step step = CLIENT.follow(from);
        while (step instanceof Step.Fetch fetch) {
            TreeMap<LogPath, Bytes> answers = new TreeMap<>();
            for (LogPath path : fetch.paths()) {
                client.get(path.text(), path.maxBytes()).ifPresent(content -> answers.put(path, content));
            }
            step = fetch.then().with(answers);
        }
        return step;
    }
}
