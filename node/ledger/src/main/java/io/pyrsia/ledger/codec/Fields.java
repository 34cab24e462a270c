package io.pyrsia.ledger.codec;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.base.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The fields that transactions and state share, each in its one form.
public final class Fields {

    private Fields() {}

    /// Bytes of their own: a view would keep the whole input in memory for as long as a state remembers them.
    public static Bytes bytes(ByteReader in, int length) throws Malformed {
        return in.bytes(length).copy();
    }

    public static void writeFlag(boolean value, ByteWriter out) {
        out.u8(value ? 1 : 0);
    }

    public static boolean readFlag(ByteReader in) throws Malformed {
        int value = in.u8();
        if (value > 1) {
            throw new Malformed("a flag is 0 or 1, not " + value);
        }
        return value == 1;
    }

    public static void writeText(String text, ByteWriter out) {
        out.bytes16(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Text of at most `limit` bytes of UTF-8, without control characters.
    public static String readText(ByteReader in, int limit) throws Malformed {
        Bytes utf8 = in.bytes16(limit);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8.toArrayUnsafe()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("text that is not UTF-8");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Malformed("text with a control character");
        }
        return text;
    }

    public static void writeNode(NodeId node, ByteWriter out) {
        out.bytes(node.key());
    }

    public static NodeId readNode(ByteReader in) throws Malformed {
        return new NodeId(bytes(in, NodeId.BYTES));
    }

    /// A node whose id is a key that can sign: an authority's must be, or nobody could check its signatures.
    public static NodeId readKey(ByteReader in) throws Malformed {
        return PublicKey.parse(bytes(in, NodeId.BYTES)).id();
    }

    public static void writePurl(Purl purl, ByteWriter out) {
        writeText(purl.toString(), out);
    }

    /// A package URL, in canonical spelling only.
    public static Purl readPurl(ByteReader in) throws Malformed {
        String text = readText(in, 3 * Purl.MAX_CHARACTERS);
        Purl purl = Purl.parse(text);
        if (!purl.toString().equals(text)) {
            throw new Malformed("a package URL in another spelling than the canonical one");
        }
        return purl;
    }

    /// The package URL of one version, not of a file of it.
    public static Purl readVersion(ByteReader in) throws Malformed {
        Purl purl = readPurl(in);
        if (purl.version() == null || purl.subpath() != null) {
            throw new Malformed("the package URL of a version is expected, without a file");
        }
        return purl;
    }

    public static void writeSha256(Digest digest, ByteWriter out) {
        if (digest.algorithm() != Digest.Algorithm.SHA256) {
            throw new IllegalArgumentException("a SHA-256 digest is expected");
        }
        out.bytes(digest.value());
    }

    public static Digest readSha256(ByteReader in) throws Malformed {
        return new Digest(Digest.Algorithm.SHA256, bytes(in, 32));
    }

    /// A value that may be missing.
    public static <V> void writeOptional(@Nullable V value, Codec<V> codec, ByteWriter out) {
        writeFlag(value != null, out);
        if (value != null) {
            codec.write(value, out);
        }
    }

    public static <V> @Nullable V readOptional(Codec<V> codec, ByteReader in) throws Malformed {
        return readFlag(in) ? codec.read(in) : null;
    }

    public static <V> void writeList(List<V> values, Codec<V> codec, ByteWriter out) {
        out.u16(values.size());
        values.forEach(value -> codec.write(value, out));
    }

    /// A list of at most `limit` values.
    public static <V> List<V> readList(Codec<V> codec, int limit, ByteReader in) throws Malformed {
        int size = in.count(in.u16(), limit, 1);
        List<V> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(codec.read(in));
        }
        return List.copyOf(values);
    }

    /// A list of at most `limit` values, each larger than the one before it.
    public static <V extends Comparable<V>> List<V> readSorted(Codec<V> codec, int limit, ByteReader in)
            throws Malformed {
        List<V> values = readList(codec, limit, in);
        for (int i = 1; i < values.size(); i++) {
            if (values.get(i - 1).compareTo(values.get(i)) >= 0) {
                throw new Malformed("a list that is not sorted");
            }
        }
        return values;
    }

    /// One of a few constants, by its place in their order on the wire.
    public static <E> void writeConstant(E value, List<E> order, ByteWriter out) {
        out.u8(order.indexOf(value));
    }

    public static <E> E readConstant(List<E> order, ByteReader in) throws Malformed {
        int place = in.u8();
        if (place >= order.size()) {
            throw new Malformed("kind " + place + " is unknown");
        }
        return order.get(place);
    }

    /// A number that JSON keeps exactly.
    public static long readNumber(ByteReader in) throws Malformed {
        long number = in.u64();
        if (number > Json.MAX_INTEGER) {
            throw new Malformed(number + " is above 2^53-1");
        }
        return number;
    }

    /// Reads all of `encoded`, which must be exactly what `codec` writes.
    public static <V> V decode(Codec<V> codec, Bytes encoded) throws Malformed {
        ByteReader in = new ByteReader(encoded);
        V value = codec.read(in);
        in.end();
        return value;
    }

    public static <V> Bytes encode(Codec<V> codec, V value) {
        ByteWriter out = new ByteWriter();
        codec.write(value, out);
        return out.toBytes();
    }

    /// A codec from its two halves.
    public static <V> Codec<V> codec(Writer<V> writer, Reader<V> reader) {
        return new Codec<>() {
            @Override
            public void write(V value, ByteWriter out) {
                writer.write(value, out);
            }

            @Override
            public V read(ByteReader in) throws Malformed {
                return reader.read(in);
            }
        };
    }

    /// The half of a codec that writes.
    @FunctionalInterface
    public interface Writer<V> {
        void write(V value, ByteWriter out);
    }

    /// The half of a codec that reads.
    @FunctionalInterface
    public interface Reader<V> {
        V read(ByteReader in) throws Malformed;
    }

    public static final Codec<NodeId> NODE = codec(Fields::writeNode, Fields::readNode);
    public static final Codec<NodeId> KEY = codec(Fields::writeNode, Fields::readKey);
    public static final Codec<Purl> PURL = codec(Fields::writePurl, Fields::readPurl);
    public static final Codec<Bytes> HASH = codec((hash, out) -> out.bytes(hash), in -> bytes(in, 32));
}
