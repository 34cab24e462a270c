package io.pyrsia.server.search;

import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.IndexKey;
import io.pyrsia.ledger.search.IndexRows;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.RowSink;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Puts a block's entries into the search index, into the rows of the block; it reads nothing.
///
///     IndexWriter.append((column, key, value) -> …, edgeBefore.size(), applied.entries());
///
/// The index must have all entries before these: [IndexBuilder#catchUp], called once at start, sees to it.
public final class IndexWriter {

    /// How many entries the index has; behind all rows, whose first byte is the number of a facet.
    static final Bytes MARK = Bytes.of(0xff);

    private IndexWriter() {}

    /// Adds entries of which the first has the index `before` in the log.
    public static void append(RowSink rows, long before, List<Entry> entries) {
        long index = before;
        for (Entry entry : entries) {
            for (IndexKey key : IndexRows.of(entry, index)) {
                rows.put(Column.INDEX, key.encode(), Bytes.EMPTY);
            }
            index++;
        }
        rows.put(Column.INDEX, MARK, Bytes.ofUnsignedLong(index));
    }
}
