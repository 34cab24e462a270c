package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four replicas with real stores, threads and signatures agree, and go on when one stops and comes back.
class ReplicaTest {

    @TempDir
    Path folder;

    private List<Member> members = List.of();

    @BeforeEach
    void start() throws Malformed {
        members = Member.four(folder);
        members.forEach(Member::start);
    }

    @AfterEach
    void stop() {
        members.forEach(Member::stop);
    }

    @Test
    void allApplyTheSameTransactionsInTheSameOrder() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            submit(i % 4, i, i + 1);
        }
        for (Member member : members) {
            member.awaitApplied(200);
        }
        List<Bytes> first = members.getFirst().stored();
        assertEquals(200, first.size());
        assertEquals(200, new HashSet<>(first).size());
        for (Member member : members) {
            assertEquals(first, member.stored());
        }
    }

    @Test
    void statusSaysWhoWasHeard() throws Exception {
        submit(0, 0, 50);
        for (Member member : members) {
            member.awaitApplied(50);
        }
        ReplicaStatus status = members.get(1).replica().status().get();
        assertTrue(status.blocks() >= 1, status.toString());
        assertEquals(50, status.transactions());
        assertTrue(status.votesSeen().containsKey(members.getFirst().id), status.toString());
        assertTrue(status.timeToFinal().stream().mapToLong(Long::longValue).sum() >= 1, status.toString());
    }

    @Test
    void threeGoOnAndTheFourthCatchesUp() throws InterruptedException {
        submit(0, 0, 100);
        for (Member member : members) {
            member.awaitApplied(100);
        }
        Member stopped = members.get(2);
        stopped.stop();
        // Blocks enough to be missed in, and too few for the others to prune what the fourth lacks.
        for (int i = 100; i < 106; i++) {
            submit(0, i, i + 1);
            members.getFirst().awaitApplied(i + 1);
        }
        submit(0, 106, 150);
        for (Member member : members) {
            if (member != stopped) {
                member.awaitApplied(150);
            }
        }
        Map<NodeId, Long> missing = members.getFirst().replica().status().join().votesMissing();
        assertTrue(missing.getOrDefault(stopped.id, 0L) > 0, missing.toString());
        stopped.start();
        submit(1, 150, 160);
        for (Member member : members) {
            // The one that came back counts from where its store stood.
            member.awaitApplied(member == stopped ? 60 : 160);
        }
        assertEquals(members.getFirst().stored(), stopped.stored());
        assertEquals(160, stopped.stored().size());
    }

    @Test
    void aReplicaAloneStopsAndGoesOnWhereItWas() throws InterruptedException {
        submit(0, 0, 30);
        for (Member member : members) {
            member.awaitApplied(30);
        }
        members.forEach(Member::stop);
        members.forEach(Member::start);
        submit(3, 30, 60);
        for (Member member : members) {
            member.awaitApplied(30);
            assertEquals(60, member.stored().size());
        }
    }

    private void submit(int member, int from, int to) {
        List<Bytes> transactions = new ArrayList<>();
        for (int i = from; i < to; i++) {
            transactions.add(Bytes.concatenate(Bytes.ofUnsignedInt(i), Bytes.wrap(new byte[252])));
        }
        assertEquals(to - from, members.get(member).replica().submit(transactions));
    }
}
