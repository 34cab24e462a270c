package io.pyrsia.client.backup;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.client.json.About;
import java.time.Instant;
import java.util.List;

/// What a backup has: whose data, when, and each file with its digest.
@About("What a backup has.")
public record Manifest(int format, NodeId node, String network, Instant takenAt, List<Item> files) {

    static final int FORMAT = 1;
    static final int MAX_FILES = 20_000;
    static final int MAX_BYTES = 8 << 20;

    /// The genesis, or a file of the store.
    public record Item(String name, long bytes, Digest digest) {

        /// Whether it is a name that leads to where the files of a backup belong, and to nothing else.
        static boolean isGood(String name) {
            return name.equals("genesis.json") || name.matches("store/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
        }
    }

    public Manifest {
        files = List.copyOf(files);
    }

    public long bytes() {
        return files.stream().mapToLong(Item::bytes).sum();
    }
}
