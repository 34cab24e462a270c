package io.pyrsia.storage;

import io.pyrsia.storage.StorageFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The version of what the columns hold, kept in the store, and the steps that lead from each version to the next.
///
/// @param migrations  the step at index i turns version i+1 into version i+2
record StoreFormat(List<Migration> migrations) {

    private static final Bytes KEY = Bytes.wrap("format".getBytes(StandardCharsets.US_ASCII));
    private static final int FIRST = 1;

    /// Rewrites a store from one version to the next in as many batches as it takes.
    ///
    /// It may be stopped at any point and is then run again from its beginning, so it must bear its own traces.
    @FunctionalInterface
    interface Migration {
        void run(Database database);
    }

    /// What this program reads and writes: there is one version so far.
    static StoreFormat current() {
        return new StoreFormat(List.of());
    }

    int version() {
        return FIRST + migrations.size();
    }

    void bringUpToDate(Database database, Path store) {
        Bytes stored = database.get(Column.META, KEY);
        if (stored == null) {
            stamp(database, version());
            return;
        }
        if (stored.size() != Integer.BYTES || stored.toInt() < FIRST) {
            throw Failures.damaged(store, "its format version is " + stored);
        }
        int found = stored.toInt();
        if (found > version()) {
            throw new StorageFailure(
                    Kind.TOO_NEW,
                    "the store " + store + " has format " + found + ", this program knows up to " + version()
                            + ": install the newer version again");
        }
        for (int version = found; version < version(); version++) {
            migrations.get(version - FIRST).run(database);
            stamp(database, version + 1);
        }
    }

    private static void stamp(Database database, int version) {
        database.commit(new Batch().put(Column.META, KEY, Bytes.ofUnsignedInt(version)));
    }
}
