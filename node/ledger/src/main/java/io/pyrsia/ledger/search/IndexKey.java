package io.pyrsia.ledger.search;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.tuweni.bytes.Bytes;

/// A row of the index: facet, term, time and place in the log. As bytes it sorts by just these, in this order.
///
/// Terms have no zero byte, so a zero ends them and a longer term sorts behind a shorter one that it begins with.
public record IndexKey(Facet facet, String term, long timeMs, long index) implements Comparable<IndexKey> {

    /// The order of keys, which a store must have: byte by byte, unsigned. (Bytes compare as numbers by themselves.)
    public static final Comparator<Bytes> ORDER =
            (one, other) -> Arrays.compareUnsigned(one.toArrayUnsafe(), other.toArrayUnsafe());

    /// Longer terms are cut; no field that is indexed is as long.
    static final int MAX_TERM_BYTES = 1_100;

    private static final int TAIL_BYTES = 1 + 8 + 8;

    public Bytes encode() {
        return head(facet, term).u8(0).u64(timeMs).u64(index).toBytes();
    }

    public static IndexKey decode(Bytes key) throws Malformed {
        ByteReader in = new ByteReader(key);
        int place = in.u8();
        int termBytes = key.size() - 1 - TAIL_BYTES;
        if (place >= Facet.ORDER.size() || termBytes < 0 || termBytes > MAX_TERM_BYTES) {
            throw new Malformed("not a row of the index");
        }
        Bytes term = in.bytes(termBytes);
        if (in.u8() != 0) {
            throw new Malformed("not a row of the index");
        }
        String text = new String(term.toArrayUnsafe(), StandardCharsets.UTF_8);
        IndexKey decoded = new IndexKey(Facet.ORDER.get(place), text, in.u64(), in.u64());
        if (!decoded.encode().equals(key)) {
            throw new Malformed("not a row of the index");
        }
        return decoded;
    }

    /// What every key of a facet whose term begins with `prefix` begins with.
    static ByteWriter head(Facet facet, String prefix) {
        return new ByteWriter().u8(facet.place()).bytes(term(prefix));
    }

    private static byte[] term(String text) {
        byte[] utf8 = text.replace("\0", "").getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= MAX_TERM_BYTES) {
            return utf8;
        }
        int end = MAX_TERM_BYTES;
        while ((utf8[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }

    @Override
    public int compareTo(IndexKey other) {
        return ORDER.compare(encode(), other.encode());
    }
}
