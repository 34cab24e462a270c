package io.pyrsia.server.log;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Reads the entries that a [LogWriter] wrote: a bundle is its pieces, one behind the other.
public record StoredEntries(View view) {

    private static final int KEY_BYTES = 8 + 1;

    /// How many entries there are, as the last piece says.
    public long size() {
        List<Row> last = view.scan(Column.ENTRIES, Scan.all(1).reversed()).rows();
        if (last.isEmpty()) {
            return 0;
        }
        return first(last.getFirst()) + entries(last.getFirst()).size();
    }

    /// The first `width` entries of a bundle as tlog-tiles serves them, if the log has grown that far.
    public Optional<Bytes> bundle(long index, int width) {
        List<Bytes> pieces = new ArrayList<>();
        Scan all = Scan.between(LogRows.pieceKey(index, 0), LogRows.pieceKey(index + 1, 0), Tile.WIDTH);
        Page page = view.scan(Column.ENTRIES, all);
        page.rows().forEach(row -> pieces.add(row.value()));
        while (page.next().isPresent()) {
            page = view.scan(Column.ENTRIES, page.next().get());
            page.rows().forEach(row -> pieces.add(row.value()));
        }
        return first(Bytes.wrap(pieces.toArray(Bytes[]::new)), width);
    }

    /// One entry by its index in the log; only the piece that has it is read.
    public Optional<Bytes> entry(long index) {
        Bytes from = LogRows.pieceKey(index / Tile.WIDTH, 0);
        Bytes to = LogRows.pieceKey(index / Tile.WIDTH, (int) (index % Tile.WIDTH));
        Scan last = Scan.between(from, Bytes.concatenate(to, Bytes.of(0)), 1).reversed();
        return view.scan(Column.ENTRIES, last).rows().stream().findFirst().flatMap(row -> entry(row, index));
    }

    private Optional<Bytes> entry(Row piece, long index) {
        List<Bytes> entries = entries(piece);
        long place = index - first(piece);
        return place < entries.size() ? Optional.of(entries.get((int) place)) : Optional.empty();
    }

    /// The index in the log of a piece's first entry.
    private long first(Row piece) {
        if (piece.key().size() != KEY_BYTES) {
            throw view.damaged("entries have the key " + piece.key());
        }
        return piece.key().getLong(0) * Tile.WIDTH + (piece.key().get(8) & 0xff);
    }

    private List<Bytes> entries(Row piece) {
        ByteReader in = new ByteReader(piece.value());
        List<Bytes> entries = new ArrayList<>();
        try {
            while (in.remaining() > 0) {
                entries.add(in.bytes16(EntryBundle.MAX_ENTRY_BYTES));
            }
        } catch (Malformed e) {
            throw view.damaged("a bundle of the log: " + e.reason());
        }
        return entries;
    }

    private Optional<Bytes> first(Bytes bundle, int width) {
        ByteReader in = new ByteReader(bundle);
        try {
            for (int i = 0; i < width; i++) {
                if (in.remaining() == 0) {
                    return Optional.empty();
                }
                in.bytes16(EntryBundle.MAX_ENTRY_BYTES);
            }
        } catch (Malformed e) {
            throw view.damaged("a bundle of the log: " + e.reason());
        }
        return Optional.of(bundle.slice(0, in.position()));
    }
}
