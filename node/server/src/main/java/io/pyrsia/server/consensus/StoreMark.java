package io.pyrsia.server.consensus;

import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A number in the store that only grows: of two copies of one store the one with the smaller number is the older.
public final class StoreMark {

    private StoreMark() {}

    /// 0 if the store never had one.
    public static long read(Database database) {
        @Nullable Bytes row = database.get(Column.VOTES, StoreKeys.MARK);
        return row == null ? 0 : row.toLong();
    }

    /// Makes it durable, and with it all votes that were written before.
    public static void write(Database database, long number) {
        database.commit(new Batch().put(Column.VOTES, StoreKeys.MARK, Bytes.ofUnsignedLong(number)));
    }
}
