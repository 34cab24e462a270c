package io.pyrsia.storage.blob;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Digest.Algorithm;
import io.pyrsia.base.Malformed;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The blob store's rows; `docs/internals/formats.md` has their layout.
record BlobRows(View view) {

    private static final Column COLUMN = Column.BLOBS;
    private static final int VERSION = 1;
    private static final int PAGE = 1_000;
    /// The most bytes of a pin's owner.
    static final int MAX_OWNER = 1_024;

    /// A blob of which pieces are there.
    ///
    /// @param pieces those whose bytes are in the file; each is proven again before it counts
    record Partial(Descriptor descriptor, Instant lastUse, BitSet pieces) {}

    @Nullable
    Blob blob(Digest digest) {
        Bytes name =
                digest.algorithm() == Algorithm.SHA512 ? view.get(COLUMN, key('s', digest.value())) : digest.value();
        Bytes value = name == null ? null : view.get(COLUMN, key('b', name));
        return name == null || value == null ? null : blob(name, value);
    }

    @Nullable
    Partial partial(Digest sha256) {
        Bytes value = view.get(COLUMN, key('q', sha256.value()));
        return value == null ? null : partial(sha256.value(), value);
    }

    boolean pinned(Digest sha256) {
        return !view.scan(COLUMN, Scan.prefix(key('p', sha256.value()), 1))
                .rows()
                .isEmpty();
    }

    List<String> owners(Digest sha256) {
        List<String> owners = new ArrayList<>();
        Bytes prefix = key('p', sha256.value());
        each(
                prefix,
                row -> owners.add(new String(row.key().slice(prefix.size()).toArrayUnsafe(), StandardCharsets.UTF_8)));
        return owners;
    }

    void eachBlob(Consumer<Blob> visitor) {
        each(Bytes.of((int) 'b'), row -> visitor.accept(blob(row.key().slice(1), row.value())));
    }

    void eachPartial(Consumer<Partial> visitor) {
        each(Bytes.of((int) 'q'), row -> visitor.accept(partial(row.key().slice(1), row.value())));
    }

    /// At most `limit` blobs behind `after` in the order of their digests.
    List<Blob> blobsAfter(@Nullable Digest after, int limit) {
        return blobs(after == null ? Bytes.of((int) 'b') : behind(after), Bytes.of((int) 'b' + 1), limit);
    }

    /// A page of those whose digest begins with this byte, behind `after`.
    List<Blob> blobsFrom(int first, @Nullable Digest after) {
        Bytes end = first == 0xff ? Bytes.of((int) 'b' + 1) : Bytes.of((int) 'b', first + 1);
        return blobs(after == null ? Bytes.of((int) 'b', first) : behind(after), end, PAGE);
    }

    private static Bytes behind(Digest sha256) {
        return Bytes.concatenate(key('b', sha256.value()), Bytes.of(0));
    }

    private List<Blob> blobs(Bytes from, Bytes to, int limit) {
        return view.scan(COLUMN, Scan.between(from, to, limit)).rows().stream()
                .map(row -> blob(row.key().slice(1), row.value()))
                .toList();
    }

    private void each(Bytes prefix, Consumer<Row> visitor) {
        Page page = view.scan(COLUMN, Scan.prefix(prefix, PAGE));
        page.rows().forEach(visitor);
        while (page.next().isPresent()) {
            page = view.scan(COLUMN, page.next().get());
            page.rows().forEach(visitor);
        }
    }

    static void put(Batch batch, Blob blob) {
        ByteWriter out = new ByteWriter()
                .u8(VERSION)
                .u64(blob.size())
                .bytes(blob.pieceRoot())
                .u64(blob.lastUse().toEpochMilli())
                .u8(blob.sha512() == null ? 0 : 1);
        if (blob.sha512() != null) {
            out.bytes(blob.sha512().value());
            batch.put(COLUMN, key('s', blob.sha512().value()), blob.sha256().value());
        }
        batch.put(COLUMN, key('b', blob.sha256().value()), out.toBytes());
    }

    static void delete(Batch batch, Blob blob) {
        batch.delete(COLUMN, key('b', blob.sha256().value()));
        if (blob.sha512() != null) {
            batch.delete(COLUMN, key('s', blob.sha512().value()));
        }
    }

    static void put(Batch batch, Partial partial) {
        Descriptor descriptor = partial.descriptor();
        ByteWriter out = new ByteWriter()
                .u8(VERSION)
                .u64(descriptor.size())
                .bytes(descriptor.pieceRoot())
                .u64(partial.lastUse().toEpochMilli())
                .bytes(partial.pieces().toByteArray());
        batch.put(COLUMN, key('q', descriptor.sha256().value()), out.toBytes());
    }

    static void deletePartial(Batch batch, Digest sha256) {
        batch.delete(COLUMN, key('q', sha256.value()));
    }

    static Batch pin(Digest sha256, String owner) {
        return new Batch().put(COLUMN, pinKey(sha256, owner), Bytes.of(VERSION));
    }

    static Batch unpin(Digest sha256, String owner) {
        return new Batch().delete(COLUMN, pinKey(sha256, owner));
    }

    private static Bytes pinKey(Digest sha256, String owner) {
        Bytes name = Bytes.wrap(owner.getBytes(StandardCharsets.UTF_8));
        if (name.size() > MAX_OWNER || sha256.algorithm() != Algorithm.SHA256) {
            throw new IllegalArgumentException(
                    "a pin is of a SHA-256, and its owner has at most " + MAX_OWNER + " bytes");
        }
        return Bytes.concatenate(key('p', sha256.value()), name);
    }

    private static Bytes key(char kind, Bytes name) {
        return Bytes.concatenate(Bytes.of((byte) kind), name);
    }

    private Blob blob(Bytes name, Bytes value) {
        try {
            ByteReader in = versioned(value);
            long size = in.u64();
            Bytes root = in.bytes(Algorithm.SHA256.bytes());
            Instant used = Instant.ofEpochMilli(in.u64());
            Digest sha512 = in.u8() == 1 ? new Digest(Algorithm.SHA512, in.bytes(Algorithm.SHA512.bytes())) : null;
            in.end();
            return new Blob(new Digest(Algorithm.SHA256, name), sha512, size, root, used);
        } catch (Malformed e) {
            throw view.damaged("a blob's row: " + e.reason());
        }
    }

    private Partial partial(Bytes name, Bytes value) {
        try {
            ByteReader in = versioned(value);
            long size = in.u64();
            Bytes root = in.bytes(Algorithm.SHA256.bytes());
            Instant used = Instant.ofEpochMilli(in.u64());
            BitSet pieces = BitSet.valueOf(in.bytes(in.remaining()).toArrayUnsafe());
            return new Partial(new Descriptor(new Digest(Algorithm.SHA256, name), size, root), used, pieces);
        } catch (Malformed e) {
            throw view.damaged("a partial blob's row: " + e.reason());
        }
    }

    private static ByteReader versioned(Bytes value) throws Malformed {
        ByteReader in = new ByteReader(value);
        int version = in.u8();
        if (version != VERSION) {
            throw new Malformed("version " + version);
        }
        return in;
    }
}
