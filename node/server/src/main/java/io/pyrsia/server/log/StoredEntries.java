package io.pyrsia.server.log;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Reads the entries that a [LogWriter] wrote: a bundle is the pieces that its blocks brought, one behind the other.
public record StoredEntries(View view) {

    /// The row of a piece: its bundle, and how many entries of the bundle come before.
    static Bytes pieceKey(long bundle, int offset) {
        return new ByteWriter().u64(bundle).u8(offset).toBytes();
    }

    /// The first `width` entries of a bundle as tlog-tiles serves them, if the log has grown that far.
    public Optional<Bytes> bundle(long index, int width) {
        List<Bytes> pieces = new ArrayList<>();
        Page page = view.scan(Column.ENTRIES, Scan.between(pieceKey(index, 0), pieceKey(index + 1, 0), Tile.WIDTH));
        page.rows().forEach(row -> pieces.add(row.value()));
        while (page.next().isPresent()) {
            page = view.scan(Column.ENTRIES, page.next().get());
            page.rows().forEach(row -> pieces.add(row.value()));
        }
        return first(Bytes.wrap(pieces.toArray(Bytes[]::new)), width);
    }

    /// One entry by its index in the log.
    public Optional<Bytes> entry(long index) {
        int place = (int) (index % Tile.WIDTH);
        return bundle(index / Tile.WIDTH, place + 1).map(bundle -> {
            try {
                return EntryBundle.decode(bundle, place + 1).getLast();
            } catch (Malformed e) {
                throw new IllegalStateException("a stored bundle is damaged: " + e.reason(), e);
            }
        });
    }

    private static Optional<Bytes> first(Bytes bundle, int width) {
        ByteReader in = new ByteReader(bundle);
        try {
            for (int i = 0; i < width; i++) {
                if (in.remaining() == 0) {
                    return Optional.empty();
                }
                in.bytes16(EntryBundle.MAX_ENTRY_BYTES);
            }
        } catch (Malformed e) {
            throw new IllegalStateException("a stored bundle is damaged: " + e.reason(), e);
        }
        return Optional.of(bundle.slice(0, in.position()));
    }
}
