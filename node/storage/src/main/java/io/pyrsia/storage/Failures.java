package io.pyrsia.storage;

import io.pyrsia.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Turns what RocksDB and the file system say into the sentences of [StorageFailure].
final class Failures {

    /// The command that repairs a store, up to the folder of its node, which the store is in.
    static final String REPAIR_COMMAND = "pyrsia repair --data";

    private Failures() {}

    static StorageFailure of(Path store, String doing, RocksDBException cause) {
        Status status = cause.getStatus();
        Status.Code code = status == null ? Status.Code.Undefined : status.getCode();
        if (code == Status.Code.Corruption) {
            return damaged(store, "while " + doing + ": " + cause.getMessage(), cause);
        }
        if (saysFull(cause) || (status != null && status.getSubCode() == Status.SubCode.NoSpace)) {
            return full(store, cause);
        }
        return new StorageFailure(
                Kind.IO, "the store " + store + " failed while " + doing + ": " + cause.getMessage(), cause);
    }

    static StorageFailure of(Path store, IOException cause) {
        return saysFull(cause)
                ? full(store, cause)
                : new StorageFailure(Kind.IO, "the store " + store + " cannot be opened: " + cause, cause);
    }

    private static StorageFailure full(Path store, Throwable cause) {
        return new StorageFailure(
                Kind.FULL, "the disk of the store " + store + " is full: make room, then start again", cause);
    }

    /// Linux' words for ENOSPC, whoever met it.
    private static boolean saysFull(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("No space left on device");
    }

    static StorageFailure damaged(Path store, String how, Throwable cause) {
        return new StorageFailure(Kind.DAMAGED, damage(store, how), cause);
    }

    static StorageFailure damaged(Path store, String how) {
        return new StorageFailure(Kind.DAMAGED, damage(store, how));
    }

    private static String damage(Path store, String how) {
        return "the store " + store + " is damaged (" + how + "): stop the node and run `" + REPAIR_COMMAND + " "
                + store.toAbsolutePath().normalize().getParent()
                + " --from URL`, where URL is the log of another node, such as"
                + " https://node.example/log/";
    }
}
