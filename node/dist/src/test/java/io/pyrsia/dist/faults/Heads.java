package io.pyrsia.dist.faults;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.note.SignedCheckpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.tuweni.bytes.Bytes;

/// Whoever looks on: it collects the signed checkpoints that the nodes show while the faults go on.
final class Heads implements AutoCloseable {

    private static final LogPath NEWEST = new LogPath.Newest();
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor();
    /// By their text, so that two of one size are both kept; guarded by this.
    private final SortedMap<String, SignedCheckpoint> seen = new TreeMap<>();

    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    static Heads of(FaultNetwork network) {
        Heads heads = new Heads();
        network.nodes().forEach(node -> heads.lookers.execute(() -> heads.look(node)));
        return heads;
    }

    private void look(FaultNode node) {
        while (!isOver) {
            try {
                Optional<Bytes> newest = node.log().get(NEWEST.text(), NEWEST.maxBytes());
                if (newest.isPresent()) {
                    add(SignedCheckpoint.parse(newest.get()));
                }
            } catch (IOException e) {
                // Away: the others are looked at.
            } catch (Malformed e) {
                broken.add(node.name() + " serves a broken checkpoint: " + e.reason());
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void add(SignedCheckpoint signed) {
        seen.put(signed.checkpoint().text(), signed);
    }

    /// What no fault explains.
    List<String> broken() {
        return List.copyOf(broken);
    }

    synchronized List<SignedCheckpoint> seen() {
        return new ArrayList<>(seen.values());
    }

    @Override
    public void close() {
        isOver = true;
        lookers.shutdownNow();
    }
}
