package io.pyrsia.storage;

import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Which rows of a column to read: keys from `from` (included) to `to` (excluded, or the column's end), at most `rows`.
///
/// A page ends early at [#MAX_BYTES], but always has a row if there is one.
public record Scan(Bytes from, @Nullable Bytes to, boolean backwards, int rows) {

    /// The most rows of a page.
    public static final int MAX_ROWS = 10_000;
    /// The size at which a page ends.
    public static final int MAX_BYTES = 8 << 20;

    public Scan {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_ROWS + " rows, not " + rows);
        }
    }

    /// The whole column.
    public static Scan all(int rows) {
        return new Scan(Bytes.EMPTY, null, false, rows);
    }

    public static Scan between(Bytes from, Bytes to, int rows) {
        return new Scan(from, to, false, rows);
    }

    public static Scan prefix(Bytes prefix, int rows) {
        return new Scan(prefix, afterPrefix(prefix), false, rows);
    }

    /// The same rows, the greatest key first.
    public Scan reversed() {
        return new Scan(from, to, !backwards, rows);
    }

    /// The same with pages of twice as many rows, for who looks for few rows among many.
    public Scan wider() {
        return new Scan(from, to, backwards, Math.min(2 * rows, MAX_ROWS));
    }

    /// The part of this scan behind a row that was seen.
    Scan after(Bytes key) {
        return backwards
                ? new Scan(from, key, true, rows)
                : new Scan(Bytes.concatenate(key, Bytes.of(0)), to, false, rows);
    }

    /// The least key that is greater than every key with the prefix; null if there is none.
    private static @Nullable Bytes afterPrefix(Bytes prefix) {
        for (int last = prefix.size() - 1; last >= 0; last--) {
            int value = prefix.get(last) & 0xff;
            if (value < 0xff) {
                return Bytes.concatenate(prefix.slice(0, last), Bytes.of(value + 1));
            }
        }
        return null;
    }
}
