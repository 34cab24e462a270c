package io.pyrsia.server.consensus;

import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// How the application names a row of the node's store in [io.pyrsia.consensus.Entry.Write]: a letter for the column,
/// then the key.
///
/// Only the columns that hold what blocks decide have a letter: the application cannot touch votes.
public final class ApplicationRows {

    private ApplicationRows() {}

    /// The key under which a block's outcome writes a row.
    public static Bytes key(Column column, Bytes key) {
        return Bytes.concatenate(Bytes.of(letter(column)), key);
    }

    static void add(Batch batch, Bytes key, @Nullable Bytes value) {
        Column column = column(key);
        if (value == null) {
            batch.delete(column, key.slice(1));
        } else {
            batch.put(column, key.slice(1), value);
        }
    }

    private static Column column(Bytes key) {
        for (Column column : new Column[] {Column.STATE, Column.ENTRIES, Column.TILES, Column.HASHES, Column.INDEX}) {
            if (!key.isEmpty() && key.get(0) == letter(column)) {
                return column;
            }
        }
        throw new IllegalArgumentException("no column of the application: " + key);
    }

    private static int letter(Column column) {
        return switch (column) {
            case STATE -> 's';
            case ENTRIES -> 'e';
            case TILES -> 't';
            case HASHES -> 'h';
            case INDEX -> 'i';
            case META, BLOCKS, VOTES, BLOBS, NAMES ->
                throw new IllegalArgumentException("not a column of the application: " + column);
        };
    }
}
