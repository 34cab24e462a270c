package io.pyrsia.server.sync;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.state.Snapshot;
import io.pyrsia.ledger.state.State;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Snapshots of the ledger's state in the store, chunk by chunk: those this node took, and those it is fetching.
///
/// What consensus calls the state's bytes is the manifest: the chunks' digests. So a state of any size travels in
/// small, checked pieces, and whoever was interrupted goes on with what is missing. Chunks may be written by any
/// thread.
public final class SnapshotChunks {

    /// Chunks of a snapshot: about 16 GiB of state, and a manifest that fits a message.
    public static final int MAX_CHUNKS = 1 << 16;
    /// The largest chunk: [Snapshot#CHUNK_BYTES] and one row more.
    public static final int MAX_CHUNK_BYTES = 1 << 20;

    public static final int MAX_MANIFEST_BYTES = 4 + 32 * MAX_CHUNKS;

    private static final int DIGEST_BYTES = 32;
    private static final Bytes CHUNKS = Bytes.of('x');
    private static final Bytes MANIFESTS = Bytes.of('y');
    private static final int BATCH_BYTES = 8 << 20;

    /// Snapshots that are kept: the newest may not be vouched for yet, and the one before is being fetched.
    private static final int KEPT = 3;

    private final Database database;
    /// The heights of the last snapshots; owned by the replica's thread.
    private final List<Long> taken = new ArrayList<>();

    public SnapshotChunks(Database database) {
        this.database = database;
    }

    /// Writes a state's chunks, and gives their manifest.
    public Bytes take(State state) {
        ByteWriter manifest = new ByteWriter();
        Batch[] batch = {new Batch()};
        int[] count = {0};
        Snapshot.write(state, chunk -> {
            manifest.bytes(Digest.sha256(chunk).value());
            batch[0].put(Column.STATE, key(state.height(), count[0]++), chunk);
            if (batch[0].bytes() > BATCH_BYTES) {
                database.commit(batch[0]);
                batch[0] = new Batch();
            }
        });
        taken.add(state.height());
        if (taken.size() > KEPT) {
            taken.removeFirst();
            batch[0].deleteRange(Column.STATE, key(0, 0), key(taken.getFirst(), 0));
            batch[0].deleteRange(Column.STATE, manifestKey(0), manifestKey(taken.getFirst()));
        }
        Bytes whole = new ByteWriter().u32(count[0]).bytes(manifest.toBytes()).toBytes();
        batch[0].put(Column.STATE, manifestKey(state.height()), whole);
        database.commit(batch[0]);
        if (count[0] > MAX_CHUNKS) {
            throw new IllegalStateException("a state of " + count[0] + " chunks is larger than a snapshot can be");
        }
        return whole;
    }

    public @Nullable Bytes manifest(long height) {
        return database.get(Column.STATE, manifestKey(height));
    }

    /// Keeps a manifest whose chunks are here and make the right state, for others to ask for.
    public void putManifest(long height, Bytes manifest) {
        database.commit(new Batch().put(Column.STATE, manifestKey(height), manifest));
    }

    private static Bytes manifestKey(long height) {
        return new ByteWriter().bytes(MANIFESTS).u64(height).toBytes();
    }

    /// The digests that a manifest lists.
    public static List<Bytes> digests(Bytes manifest) throws Malformed {
        ByteReader in = new ByteReader(manifest);
        int count = in.count(in.u32(), MAX_CHUNKS, DIGEST_BYTES);
        List<Bytes> digests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            digests.add(in.bytes(DIGEST_BYTES));
        }
        in.end();
        return digests;
    }

    public @Nullable Bytes chunk(long height, int index) {
        return database.get(Column.STATE, key(height, index));
    }

    /// Keeps a chunk whose digest was checked.
    public void put(long height, int index, Bytes chunk) {
        database.commit(new Batch().put(Column.STATE, key(height, index), chunk));
    }

    /// Puts the chunks of a manifest together, if they make the state of this root.
    public State read(long height, Bytes root, Bytes manifest) throws Malformed {
        List<Bytes> digests = digests(manifest);
        if (digests.isEmpty()) {
            throw new Malformed("a snapshot without chunks");
        }
        Snapshot.Installer installer = new Snapshot.Installer(stored(height, 0, digests));
        for (int i = 1; i < digests.size(); i++) {
            installer.accept(stored(height, i, digests));
        }
        return installer.finish(root);
    }

    private Bytes stored(long height, int index, List<Bytes> digests) throws Malformed {
        Bytes chunk = chunk(height, index);
        if (chunk == null || !Digest.sha256(chunk).value().equals(digests.get(index))) {
            throw new Malformed("chunk " + index + " of the snapshot is not here");
        }
        return chunk;
    }

    private static Bytes key(long height, int index) {
        return new ByteWriter().bytes(CHUNKS).u64(height).u32(index).toBytes();
    }
}
