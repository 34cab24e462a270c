package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.Malformed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room stops its replica with one sentence; the others go on, and with room it goes on where it was.
class FullDiskTest {

    @TempDir
    Path folder;

    private List<Member> members = List.of();
    private Member poor;
    private int submitted;

    @BeforeEach
    void create() throws Malformed {
        members = Member.four(folder);
        poor = members.getLast();
    }

    @AfterEach
    void stop() {
        members.forEach(Member::stop);
    }

    /// Transactions that no compression makes smaller, final on the three that have room.
    private void progress(int count) throws InterruptedException {
        List<Bytes> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] incompressible = new byte[8_000];
            new SplittableRandom(submitted).nextBytes(incompressible);
            transactions.add(Bytes.concatenate(Bytes.ofUnsignedInt(submitted++), Bytes.wrap(incompressible)));
        }
        assertEquals(count, members.getFirst().replica().submit(transactions));
        for (Member member : members.subList(0, 3)) {
            member.awaitApplied(submitted);
        }
    }

    private void assertStopped() throws InterruptedException {
        String store = folder.resolve(poor.id.toString()).toString();
        assertEquals("the disk of the store " + store + " is full: make room, then start again", poor.awaitHalted());
        poor.stop();
        progress(10);
    }

    private void assertGoesOn() throws InterruptedException {
        poor.start();
        progress(1);
        poor.awaitStored(submitted);
        assertEquals(members.getFirst().stored(), poor.stored());
    }

    @Test
    void refusedWrites() throws InterruptedException {
        AtomicReference<RefusingStore> disk = new AtomicReference<>();
        poor.disk = store -> {
            disk.set(new RefusingStore(store, folder.resolve(poor.id.toString())));
            return disk.get();
        };
        members.forEach(Member::start);
        progress(20);
        disk.get().full = true;
        progress(1);
        assertStopped();
        assertGoesOn();
    }
}
