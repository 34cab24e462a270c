package io.pyrsia.server.sync;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Requests;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.log.Tile;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.storage.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;

/// Answers nodes that catch up, out of the store: anybody, a few at a time.
public final class SyncServer implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(10);

    /// Answers that are made at a time; the largest is a bundle of 16 MiB.
    private static final int MAX_ANSWERS = 8;

    private static final long WAIT_SECONDS = 5;
    private static final Bytes NOT_HERE = Bytes.of(0);
    private static final Bytes HERE = Bytes.of(1);

    private final Host host;
    private final SnapshotChunks snapshots;
    private final StoredLog tiles;
    private final StoredEntries entries;
    private final Semaphore answers = new Semaphore(MAX_ANSWERS);

    public SyncServer(Host host, Database database) {
        this.host = host;
        this.snapshots = new SnapshotChunks(database);
        this.tiles = new StoredLog(database);
        this.entries = new StoredEntries(database);
        host.serve(Question.PROTOCOL, Admission.everyone(), Requests.serve(Question.MAX_BYTES, DEADLINE, this::answer));
    }

    private Bytes answer(PeerId peer, Bytes request) throws IOException, InterruptedException, Malformed {
        Question question = Question.decode(request);
        if (!answers.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("too many nodes catch up at once");
        }
        try {
            return find(question)
                    .map(content -> Bytes.concatenate(HERE, content))
                    .orElse(NOT_HERE);
        } finally {
            answers.release();
        }
    }

    private Optional<Bytes> find(Question question) {
        return switch (question) {
            case Question.Manifest(long height) -> Optional.ofNullable(snapshots.manifest(height));
            case Question.Chunk(long height, int index) -> Optional.ofNullable(snapshots.chunk(height, index));
            case Question.Hashes(int level, long index, int width) -> tiles.find(new Tile(level, index, width));
            case Question.Entries(long index, int width) -> entries.bundle(index, width);
        };
    }

    @Override
    public void close() {
        host.withdraw(Question.PROTOCOL);
    }
}
