package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.Batch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The blobs of which pieces are there: a row and a file each, counted with their whole size as long as the row
/// exists.
final class Partials {

    private final BlobStore store;
    private final BlobRows rows;
    private final Layout layout;
    private final Quota quota;
    /// Those that somebody works on; guarded by itself.
    private final Set<Digest> open = new HashSet<>();

    Partials(BlobStore store, BlobRows rows, Layout layout, Quota quota) {
        this.store = store;
        this.rows = rows;
        this.layout = layout;
        this.quota = quota;
    }

    PartialBlob open(Descriptor descriptor) throws IOException {
        synchronized (open) {
            if (!open.add(descriptor.sha256())) {
                throw new IllegalStateException("somebody fetches " + descriptor.sha256() + " already");
            }
        }
        try {
            return begin(descriptor);
        } catch (IOException | RuntimeException e) {
            closed(descriptor.sha256());
            throw e;
        }
    }

    private PartialBlob begin(Descriptor descriptor) throws IOException {
        BlobRows.Partial left = rows.partial(descriptor.sha256());
        if (left != null && !left.descriptor().equals(descriptor)) {
            drop(left.descriptor());
            left = null;
        }
        if (left == null) {
            quota.take(descriptor.size());
            store.note(new BlobRows.Partial(descriptor, store.now(), new BitSet()));
        }
        FileChannel file = store.disk.open(layout.partial(descriptor.sha256()));
        try {
            Arrival arrival = new Arrival(layout.partial(descriptor.sha256()), descriptor.size());
            PartialBlob partial = new PartialBlob(store, descriptor, file, arrival);
            if (left != null) {
                partial.takeUp(left.pieces());
            }
            store.began(descriptor.sha256(), arrival);
            return partial;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    void closed(Digest sha256) {
        synchronized (open) {
            open.remove(sha256);
        }
    }

    /// Makes a damaged blob's file that of a partial blob of which every piece has to be proven again.
    void adopt(Blob blob) throws IOException {
        synchronized (open) {
            if (open.contains(blob.sha256()) || rows.partial(blob.sha256()) != null) {
                store.disk.delete(layout.whole(blob.sha256()));
                return;
            }
            BitSet all = new BitSet();
            all.set(0, blob.descriptor().pieces());
            store.note(new BlobRows.Partial(blob.descriptor(), store.now(), all));
            quota.add(blob.size());
            try {
                store.disk.rename(layout.whole(blob.sha256()), layout.partial(blob.sha256()));
            } catch (IOException e) {
                drop(blob.descriptor());
            }
        }
    }

    void drop(Descriptor descriptor) throws IOException {
        Batch batch = new Batch();
        BlobRows.deletePartial(batch, descriptor.sha256());
        store.disk.note(batch);
        quota.give(descriptor.size());
        store.disk.delete(layout.partial(descriptor.sha256()));
    }

    /// Drops those that nobody works on.
    void dropIdle() throws IOException {
        List<Descriptor> all = new ArrayList<>();
        rows.eachPartial(partial -> all.add(partial.descriptor()));
        for (Descriptor descriptor : all) {
            synchronized (open) {
                if (!open.contains(descriptor.sha256())) {
                    drop(descriptor);
                }
            }
        }
    }
}
