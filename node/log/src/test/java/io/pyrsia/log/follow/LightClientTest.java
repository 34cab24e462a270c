package io.pyrsia.log.follow;

import static io.pyrsia.log.follow.TestAuthorities.ORIGIN;
import static io.pyrsia.log.follow.TestAuthorities.grow;
import static io.pyrsia.log.follow.TestAuthorities.handOver;
import static io.pyrsia.log.follow.TestAuthorities.set;
import static io.pyrsia.log.follow.TestAuthorities.sign;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Edge;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.MemoryLog;
import io.pyrsia.log.note.Keys;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class LightClientTest {

    private static final LightClient CLIENT = new LightClient(TestAuthorities.CHANGES, Quorum.none());
    private static final Trusted GENESIS = Trusted.genesis(ORIGIN, set(0, 0, 1, 2, 3));

    @Test
    void followsFromGenesisThroughChangesOfAuthorities() throws Malformed {
        MemoryLog log = new MemoryLog();
        Trusted trusted = arrive(log, GENESIS, grow(log, "a", 700, 0, 1, 2));
        trusted = arrive(log, trusted, grow(log, "a", 1, 1, 2, 3));
        handOver(log, 1, "2 3 4 5", 0, 1, 2);
        trusted = arrive(log, trusted, grow(log, "b", 300, 2, 4, 5));
        assertEquals(set(1, 2, 3, 4, 5), trusted.authorities());
        handOver(log, 2, "6", 3, 4, 5);
        handOver(log, 3, "7 8", 6);
        SignedCheckpoint newest = grow(log, "c", 5000, 7, 8);
        assertEquals(set(3, 7, 8), arrive(log, trusted, newest).authorities());
        assertEquals(set(3, 7, 8), arrive(log, GENESIS, newest).authorities(), "a late comer");
    }

    @Test
    void keepsWhatItSaw() throws Malformed {
        MemoryLog log = new MemoryLog();
        SignedCheckpoint signed = grow(log, "a", 9, 0, 1, 2);
        Trusted trusted = arrive(log, GENESIS, signed);
        assertEquals(Optional.of(signed), trusted.seen());
        assertEquals(trusted, arrive(log, trusted, signed));
    }

    @Test
    void refusesARollback() throws Malformed {
        MemoryLog log = new MemoryLog();
        SignedCheckpoint old = grow(log, "a", 10, 0, 1, 2);
        Trusted trusted = arrive(log, GENESIS, grow(log, "a", 1, 0, 1, 2));
        log.publish(new LogPath.Newest(), old.encode());
        refuse(log, trusted, Refusal.ROLLBACK);
    }

    @Test
    void refusesAForkOfTheSameSizeAndALongerOne() throws Malformed {
        MemoryLog log = new MemoryLog();
        MemoryLog fork = new MemoryLog();
        Trusted trusted = arrive(log, GENESIS, grow(log, "a", 600, 0, 1, 2));
        grow(fork, "b", 600, 0, 1, 2);
        refuse(fork, trusted, Refusal.FORK);
        grow(fork, "b", 200, 0, 1, 2);
        refuse(fork, trusted, Refusal.FORK);
        // A fork from a full subtree is the case where a consistency proof alone does not tell a fork from junk.
        MemoryLog power = new MemoryLog();
        Trusted atPower = arrive(power, GENESIS, grow(power, "a", 512, 0, 1, 2));
        refuse(fork, atPower, Refusal.FORK);
    }

    @Test
    void refusesSignaturesOfTheWrongSet() throws Malformed {
        MemoryLog log = new MemoryLog();
        grow(log, "a", 10, 0, 1);
        refuse(log, GENESIS, Refusal.WRONG_SET);
        grow(log, "a", 10, 4, 5, 6);
        refuse(log, GENESIS, Refusal.WRONG_SET);
        handOver(log, 1, "4 5 6", 4, 5, 6);
        grow(log, "a", 10, 4, 5, 6);
        refuse(log, GENESIS, Refusal.WRONG_SET);
    }

    @Test
    void refusesTheOldSetAfterTheHandOff() throws Malformed {
        MemoryLog log = new MemoryLog();
        handOver(log, 1, "4", 0, 1, 2);
        Trusted trusted = arrive(log, GENESIS, grow(log, "a", 10, 4));
        grow(log, "a", 10, 0, 1, 2, 3);
        refuse(log, trusted, Refusal.WRONG_SET);
    }

    @Test
    void refusesAHandOffThatSkipsAnEpochOrNamesNobodyOrIsNotInTheLog() throws Malformed {
        MemoryLog skipping = new MemoryLog();
        handOver(skipping, 2, "4", 0, 1, 2);
        skipping.get(new LogPath.Handoff(1)).ifPresent(proof -> skipping.publish(new LogPath.Handoff(0), proof));
        grow(skipping, "a", 1, 4);
        refuse(skipping, GENESIS, Refusal.WRONG_SET);

        MemoryLog junk = new MemoryLog();
        handOver(junk, 1, "four", 0, 1, 2);
        grow(junk, "a", 1, 4);
        refuse(junk, GENESIS, Refusal.WRONG_SET);

        MemoryLog other = new MemoryLog();
        handOver(other, 1, "4", 0, 1, 2);
        Bytes proof = other.get(new LogPath.Handoff(0)).orElseThrow();
        byte[] changed = proof.toArray();
        // In the base64 of the entry, which the path no longer proves then.
        changed[40] = (byte) (changed[40] == 'A' ? 'B' : 'A');
        other.publish(new LogPath.Handoff(0), Bytes.wrap(changed));
        grow(other, "a", 1, 4);
        refuse(other, GENESIS, Refusal.WRONG_SET);
    }

    @Test
    void keepsTheHandOffsItFollowedWhenTheNewestCheckpointIsRefused() throws Malformed {
        MemoryLog log = new MemoryLog();
        handOver(log, 1, "4", 0, 1, 2);
        grow(log, "a", 10, 5);
        Step.Refused refused = refuse(log, GENESIS, Refusal.WRONG_SET);
        assertEquals(set(1, 4), refused.trusted().authorities());
    }

    @Test
    void refusesWrongAndMissingTilesAndOtherLogsAndJunk() throws Malformed {
        MemoryLog log = new MemoryLog();
        Trusted trusted = arrive(log, GENESIS, grow(log, "a", 600, 0, 1, 2));
        Edge edge = log.append("a", 500);
        log.publish(new LogPath.Newest(), sign(ORIGIN, edge, 0, 1, 2).encode());
        Step wrong = run(trusted, path -> log.get(path).map(LightClientTest::flipFirstBit));
        assertRefused(wrong, Refusal.MALFORMED);
        Step wrongTiles = run(
                trusted,
                path -> path instanceof LogPath.Hashes
                        ? log.get(path).map(LightClientTest::flipFirstBit)
                        : log.get(path));
        assertRefused(wrongTiles, Refusal.WRONG_TILES);
        Step missing = run(trusted, path -> path instanceof LogPath.Hashes ? Optional.empty() : log.get(path));
        assertRefused(missing, Refusal.MISSING);
        Step shortened = run(
                trusted,
                path -> path instanceof LogPath.Hashes ? log.get(path).map(tile -> tile.slice(32)) : log.get(path));
        assertRefused(shortened, Refusal.MISSING);
        assertRefused(run(trusted, path -> Optional.empty()), Refusal.MISSING);
        assertRefused(run(trusted, path -> Optional.of(Bytes.of(1, 2, 3))), Refusal.MALFORMED);
        log.publish(new LogPath.Newest(), sign("other.example", edge, 0, 1, 2).encode());
        refuse(log, trusted, Refusal.OTHER_LOG);
    }

    @Test
    void asksForWitnessesWhereThePolicyDoes() throws Malformed {
        NoteSigner witness = Keys.signer("witness.example/w", 77);
        LightClient client =
                new LightClient(TestAuthorities.CHANGES, new Quorum.One(witness.key(NoteKey.Kind.WITNESS)));
        MemoryLog log = new MemoryLog();
        SignedCheckpoint signed = grow(log, "a", 10, 0, 1, 2);
        assertRefused(run(client, GENESIS, log::get), Refusal.WRONG_SET);
        SignedCheckpoint cosigned =
                signed.with(List.of(witness.cosign(signed.checkpoint().text(), 5)));
        log.publish(new LogPath.Newest(), cosigned.encode());
        assertInstanceOf(Step.Arrived.class, run(client, GENESIS, log::get));
    }

    private static Trusted arrive(MemoryLog log, Trusted from, SignedCheckpoint newest) throws Malformed {
        Step.Arrived arrived = assertInstanceOf(Step.Arrived.class, run(from, log::get));
        assertEquals(Optional.of(newest), arrived.trusted().seen());
        return Trusted.decode(arrived.trusted().encode());
    }

    private static Step.Refused refuse(MemoryLog log, Trusted from, Refusal expected) {
        return assertRefused(run(from, log::get), expected);
    }

    private static Step.Refused assertRefused(Step step, Refusal expected) {
        Step.Refused refused = assertInstanceOf(Step.Refused.class, step);
        assertEquals(expected, refused.refusal(), refused.reason());
        return refused;
    }

    private static Step run(Trusted from, Function<LogPath, Optional<Bytes>> server) {
        return run(CLIENT, from, server);
    }

    private static Step run(LightClient client, Trusted from, Function<LogPath, Optional<Bytes>> server) {
        Step step = client.follow(from);
        while (step instanceof Step.Fetch fetch) {
            TreeMap<LogPath, Bytes> answers = new TreeMap<>();
            for (LogPath path : fetch.paths()) {
                server.apply(path).ifPresent(content -> answers.put(path, content));
            }
            step = fetch.then().with(answers);
        }
        return step;
    }

    private static Bytes flipFirstBit(Bytes content) {
        byte[] changed = content.toArray();
        changed[0] ^= (byte) 0x80;
        return Bytes.wrap(changed);
    }
}
