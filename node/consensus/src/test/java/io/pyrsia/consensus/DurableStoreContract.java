package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.junit.jupiter.api.Test;

/// What every [DurableStore] keeps to; extend it in the module of the store.
public abstract class DurableStoreContract {

    private static final AuthoritySet AUTHORITIES = TestKeys.set(0, 1, 2, 3);

    /// An empty store.
    protected abstract DurableStore create() throws Exception;

    /// The same store after its process was killed; what was not synced may be lost.
    protected abstract DurableStore reopen(DurableStore store) throws Exception;

    static Vote vote(Kind kind, long epoch, long view, int digest, int signer) {
        Bytes32 named = kind.namesBlock() ? Bytes32.leftPad(Bytes.ofUnsignedInt(digest)) : Bytes32.ZERO;
        return new Vote(new Statement(kind, epoch, view, named), signer, Bytes.repeat((byte) signer, 64));
    }

    static Certificate certificate(Kind kind, long epoch, long view, int digest) {
        List<Vote> votes = new ArrayList<>();
        for (int signer = 0; signer < 3; signer++) {
            votes.add(vote(kind, epoch, view, digest, signer));
        }
        return new Certificate(votes.get(0).statement(), votes);
    }

    static Block block(long view, long height, int content) {
        List<Bytes> transactions = List.of(Bytes.ofUnsignedInt(content), Bytes.repeat((byte) 7, 300));
        Bytes body = Block.body(transactions);
        Bytes32 root = Bytes32.repeat((byte) 1);
        Header header = new Header(0, view, height, view - 1, root, 0, root, Block.bodyDigest(body), null);
        Statement statement = new Statement(Kind.PROPOSE, 0, view, header.digest());
        return Block.of(header, body, transactions, new Vote(statement, 1, Bytes.repeat((byte) 9, 64)));
    }

    static Entry.Committed committed(Block block) {
        Certificate certificate =
                new Certificate(new Statement(Kind.FINAL, 0, block.view(), block.digest()), List.of());
        Change change = block.height() % 2 == 0 ? new Change(AUTHORITIES, 3) : null;
        AppliedBlock applied =
                new AppliedBlock(block.height(), block.digest(), Bytes32.repeat((byte) block.height()), change);
        return new Entry.Committed(block, new FinalProof(List.of(), certificate), applied);
    }

    private static SealProof seal(long epoch) {
        Bytes32 root = Bytes32.repeat((byte) 1);
        Seal seal = new Seal(AUTHORITIES, 3, certificate(Kind.READY, epoch + 1, 3, 0));
        Header header = new Header(epoch, 5, 5 + epoch, 4, root, 0, root, root, seal);
        Certificate last = new Certificate(new Statement(Kind.FINAL, epoch, 5, header.digest()), List.of());
        return new SealProof(header, new FinalProof(List.of(), last));
    }

    @Test
    void remembersWhatWasSynced() throws Exception {
        DurableStore store = create();
        Entry.Birth birth = new Entry.Birth(TestKeys.node(3), 2);
        Vote vote = vote(Kind.NOTAR, 0, 4, 1, 3);
        Block candidate = block(4, 2, 1);
        Certificate certificate = certificate(Kind.NOTAR, 0, 4, 1);
        store.write(List.of(birth, new Entry.Voted(vote)), false);
        store.write(List.of(new Entry.Candidate(candidate), new Entry.Certified(certificate)), true);
        store = reopen(store);
        Recovered recovered = store.recover();
        assertEquals(birth, recovered.birth());
        assertEquals(List.of(vote), recovered.votes());
        assertEquals(List.of(candidate), recovered.candidates());
        assertEquals(List.of(certificate), recovered.certificates());
        assertNull(recovered.last());
        assertNull(recovered.applied());
        assertEquals(List.of(), recovered.seals());
        store.close();
    }

    @Test
    void anEmptyStoreRemembersNoBirth() throws Exception {
        DurableStore store = reopen(create());
        assertNull(store.recover().birth());
        assertNull(store.snapshot());
        assertNull(store.committed(1));
        assertEquals(List.of(), store.seals());
        store.close();
    }

    @Test
    void keepsAPrefixOfWhatWasWritten() throws Exception {
        DurableStore store = create();
        for (int view = 1; view <= 20; view++) {
            store.write(List.of(new Entry.Voted(vote(Kind.NOTAR, 0, view, view, 0))), view == 12);
        }
        store = reopen(store);
        List<Vote> votes = store.recover().votes();
        assertTrue(votes.size() >= 12, "what was synced is there: " + votes.size());
        for (int i = 0; i < votes.size(); i++) {
            assertEquals(vote(Kind.NOTAR, 0, i + 1, i + 1, 0), votes.get(i));
        }
        store.close();
    }

    @Test
    void keepsBatchesWhole() throws Exception {
        DurableStore store = create();
        store.write(List.of(new Entry.Voted(vote(Kind.NOTAR, 0, 1, 1, 0))), true);
        store.write(
                List.of(new Entry.Voted(vote(Kind.NOTAR, 0, 2, 1, 0)), new Entry.Voted(vote(Kind.FINAL, 0, 2, 1, 0))),
                false);
        store = reopen(store);
        int votes = store.recover().votes().size();
        assertTrue(votes == 1 || votes == 3, "all or nothing of a batch: " + votes);
        store.close();
    }

    @Test
    void keepsRowsUntilTheyAreForgotten() throws Exception {
        DurableStore store = create();
        List<Entry> rows = new ArrayList<>();
        for (int view = 1; view <= 5; view++) {
            rows.add(new Entry.Voted(vote(Kind.PROPOSE, 1, view, view, 0)));
            rows.add(new Entry.Voted(vote(Kind.READY, 1, view, 0, 0)));
            rows.add(new Entry.Certified(certificate(Kind.SKIP, 1, view, 0)));
        }
        rows.add(new Entry.Voted(vote(Kind.SKIP, 0, 99, 0, 0)));
        rows.add(new Entry.Candidate(block(98, 7, 1)));
        rows.add(new Entry.Voted(vote(Kind.READY, 2, 2, 0, 0)));
        store.write(rows, true);
        store.write(List.of(new Entry.Forget(1, 3)), true);
        store = reopen(store);
        Recovered recovered = store.recover();
        assertEquals(
                List.of("1/4", "1/4", "1/5", "1/5", "2/2"),
                recovered.votes().stream()
                        .map(vote -> vote.statement().epoch() + "/"
                                + vote.statement().view())
                        .sorted()
                        .toList());
        assertEquals(List.of(), recovered.candidates());
        assertEquals(2, recovered.certificates().size());
        store.close();
    }

    @Test
    void oneRowForEpochViewAndKind() throws Exception {
        DurableStore store = create();
        store.write(List.of(new Entry.Certified(certificate(Kind.SKIP, 0, 1, 0))), true);
        store.write(List.of(new Entry.Certified(certificate(Kind.SKIP, 0, 1, 0))), true);
        store.write(List.of(new Entry.Voted(vote(Kind.SKIP, 0, 1, 0, 0))), true);
        store.write(List.of(new Entry.Voted(vote(Kind.FINAL, 0, 1, 4, 0))), true);
        store = reopen(store);
        assertEquals(1, store.recover().certificates().size());
        assertEquals(2, store.recover().votes().size());
        store.close();
    }

    @Test
    void readsCommittedBlocksBack() throws Exception {
        DurableStore store = create();
        for (int height = 1; height <= 40; height++) {
            Block block = block(height, height, height);
            store.write(List.of(new Entry.Candidate(block)), false);
            store.write(List.of(committed(block)), height == 40);
            assertEquals(committed(block), store.committed(height), "before it is synced");
        }
        store = reopen(store);
        for (int height = 1; height <= 40; height++) {
            assertEquals(committed(block(height, height, height)), store.committed(height));
        }
        assertNull(store.committed(41));
        Recovered recovered = store.recover();
        assertEquals(block(40, 40, 40).header(), recovered.last());
        assertEquals(committed(block(40, 40, 40)).applied(), recovered.applied());
        assertEquals(
                List.of(16L, 32L),
                recovered.checkpoints().stream().map(Checkpoint::height).toList());
        assertEquals(
                committed(block(32, 32, 32)).applied().checkpointRoot(),
                recovered.checkpoints().get(1).root());
        store.close();
    }

    @Test
    void committedBlocksOutliveTheirCandidates() throws Exception {
        DurableStore store = create();
        Block block = block(3, 1, 1);
        store.write(List.of(new Entry.Candidate(block)), true);
        store.write(List.of(committed(block)), false);
        store.write(List.of(new Entry.Forget(0, 3)), true);
        store = reopen(store);
        assertEquals(List.of(), store.recover().candidates());
        assertEquals(committed(block), store.committed(1));
        store.close();
    }

    @Test
    void keepsSealsInOrder() throws Exception {
        DurableStore store = create();
        store.write(List.of(new Entry.Sealed(seal(0))), true);
        store.write(List.of(new Entry.Sealed(seal(0))), true);
        store.write(List.of(new Entry.Sealed(seal(1))), true);
        store = reopen(store);
        assertEquals(List.of(seal(0), seal(1)), store.seals());
        assertEquals(store.seals(), store.recover().seals());
        store.close();
    }

    @Test
    void keepsTheNewestSnapshot() throws Exception {
        DurableStore store = create();
        for (int height : new int[] {16, 32}) {
            Block block = block(height, height, height);
            Bytes state = Bytes.repeat((byte) height, 100_000 + height);
            store.write(List.of(committed(block)), false);
            store.write(List.of(new Entry.Taken(block.header(), committed(block).applied(), state)), true);
        }
        store.prune(32);
        store = reopen(store);
        StoredSnapshot snapshot = store.snapshot();
        assertNotNull(snapshot);
        assertEquals(32, snapshot.base().height());
        assertEquals(Bytes.repeat((byte) 32, 100_032), snapshot.state());
        assertEquals(committed(block(32, 32, 32)).applied(), snapshot.applied());
        assertNull(snapshot.received());
        assertEquals(committed(block(32, 32, 32)), store.committed(32));
        store.close();
    }

    @Test
    void anInstalledSnapshotReplacesEverythingBelow() throws Exception {
        DurableStore store = create();
        store.write(List.of(committed(block(1, 1, 1)), new Entry.Sealed(seal(0))), true);
        Block base = block(48, 48, 48);
        Change change = new Change(AUTHORITIES, 40);
        Bytes32 root = Bytes32.repeat((byte) 5);
        FinalProof proof = new FinalProof(List.of(base.header()), certificate(Kind.FINAL, 0, 60, 3));
        Snapshot received = new Snapshot(base.header(), root, change, base.header(), proof, List.of(seal(0), seal(1)));
        store.write(List.of(new Entry.Installed(received, Bytes.of(1, 2, 3))), true);
        store = reopen(store);
        Recovered recovered = store.recover();
        assertEquals(base.header(), recovered.last());
        assertEquals(new AppliedBlock(48, base.digest(), root, change), recovered.applied());
        assertEquals(List.of(new Checkpoint(48, received.executedRoot())), recovered.checkpoints());
        assertEquals(List.of(seal(0), seal(1)), recovered.seals());
        StoredSnapshot snapshot = store.snapshot();
        assertNotNull(snapshot);
        assertEquals(received, snapshot.received());
        assertEquals(Bytes.of(1, 2, 3), snapshot.state());
        assertNull(store.committed(1));
        store.close();
    }

    /// Crash after every write of a run, and find each time what the writes before said.
    @Test
    void everyCrashLeavesWhatWasSyncedBefore() throws Exception {
        for (int crash = 0; crash < 12; crash++) {
            DurableStore store = create();
            for (int i = 0; i <= crash; i++) {
                Block block = block(i + 1, i + 1, i);
                Vote vote = vote(Kind.NOTAR, 0, i + 1, i, 0);
                store.write(List.of(new Entry.Candidate(block), new Entry.Voted(vote)), true);
                store.write(List.of(committed(block), new Entry.Forget(0, i)), false);
            }
            store = reopen(store);
            Recovered recovered = store.recover();
            List<Vote> votes = recovered.votes();
            assertEquals(vote(Kind.NOTAR, 0, crash + 1, crash, 0), votes.get(votes.size() - 1));
            for (int height = 1; height <= crash; height++) {
                assertEquals(committed(block(height, height, height - 1)), store.committed(height));
            }
            AppliedBlock applied = recovered.applied();
            long height = applied == null ? 0 : applied.height();
            assertTrue(height >= crash, "crash " + crash + " left height " + height);
            store.close();
        }
    }
}
