package io.pyrsia.ledger.search;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A question to the index: a facet, a term or what it begins with, and a time range; oldest or newest first.
///
/// Its answer is one range of keys, so it costs what it returns. With a prefix hits are sorted by term first, and the
/// time range is checked for each; an entry that matches with several terms is a hit for each of them. The
/// cursor of a page is the key of its last hit: later entries never move it.
public record Query(Facet facet, String term, boolean isPrefix, long fromMs, long untilMs, boolean isNewestFirst) {

    public static final int MAX_PAGE = 1_000;

    private static final int MAX_CURSOR_CHARACTERS = 2 * IndexKey.MAX_TERM_BYTES;

    public Query {
        if (fromMs < 0 || untilMs < fromMs || untilMs > Json.MAX_INTEGER) {
            throw new IllegalArgumentException("not a time range: " + fromMs + " to " + untilMs);
        }
    }

    /// All with exactly this term, newest first.
    public static Query of(Facet facet, String term) {
        return new Query(facet, term, false, 0, Json.MAX_INTEGER, true);
    }

    public Query prefix() {
        return new Query(facet, term, true, fromMs, untilMs, isNewestFirst);
    }

    /// From one time, inclusive, until another, exclusive.
    public Query between(long from, long until) {
        return new Query(facet, term, isPrefix, from, until, isNewestFirst);
    }

    public Query oldestFirst() {
        return new Query(facet, term, isPrefix, fromMs, untilMs, false);
    }

    /// Keys from `from`, inclusive, to `to`, exclusive, to be walked forwards or, newest first, backwards.
    public record Range(Bytes from, Bytes to, boolean isBackwards) {}

    /// What to walk for a page behind the cursor; the first page has none.
    public Range range(@Nullable IndexKey cursor) {
        Bytes first = isPrefix
                ? IndexKey.head(facet, term).toBytes()
                : IndexKey.head(facet, term).u8(0).u64(fromMs).toBytes();
        Bytes end = isPrefix
                ? successor(first)
                : IndexKey.head(facet, term).u8(0).u64(untilMs).toBytes();
        if (cursor == null) {
            return new Range(first, end, isNewestFirst);
        }
        Bytes at = cursor.encode();
        return isNewestFirst ? new Range(first, at, true) : new Range(Bytes.concatenate(at, Bytes.of(0)), end, false);
    }

    /// Whether a key within the range is a hit.
    public boolean accepts(IndexKey key) {
        return key.timeMs() >= fromMs && key.timeMs() < untilMs;
    }

    /// A hit as a cursor for the next page.
    public static String cursor(IndexKey last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.encode().toArrayUnsafe());
    }

    /// Reads a cursor of this question, and of no other.
    public IndexKey readCursor(String cursor) throws Malformed {
        if (cursor.length() > MAX_CURSOR_CHARACTERS) {
            throw new Malformed("not a cursor");
        }
        IndexKey key;
        try {
            key = IndexKey.decode(
                    Bytes.wrap(Base64.getUrlDecoder().decode(cursor.getBytes(StandardCharsets.US_ASCII))));
        } catch (IllegalArgumentException e) {
            throw new Malformed("not a cursor");
        }
        Range all = range(null);
        Bytes encoded = key.encode();
        boolean isInside =
                IndexKey.ORDER.compare(encoded, all.from()) >= 0 && IndexKey.ORDER.compare(encoded, all.to()) < 0;
        if (!isInside || !cursor(key).equals(cursor)) {
            throw new Malformed("a cursor of another search");
        }
        return key;
    }

    /// The smallest key that does not begin with `prefix`; its first byte is a facet, so there is one.
    private static Bytes successor(Bytes prefix) {
        byte[] next = prefix.toArray();
        int last = next.length - 1;
        while (next[last] == (byte) 0xff) {
            last--;
        }
        next[last]++;
        return Bytes.wrap(next).slice(0, last + 1);
    }
}
