package io.pyrsia.server.search;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.search.IndexKey;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.log.InclusionProof;
import io.pyrsia.log.Tree;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.log.Subtrees;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Answers questions as of one checkpoint: what the log had when its tree had `size` entries, each hit with its proof.
///
/// The question becomes one range of keys, compared byte by byte: nothing of it is ever parsed as a language.
///
/// @param subtrees what the node remembers of the log's tiles, for the proofs
public record Search(View view, Subtrees subtrees, long size) {

    /// Rows that one page looks at, at most: with a prefix and a time range most of them may be no hits.
    public static final int MAX_ROWS = 1_000;

    public Search {
        long indexed = indexed(view);
        if (indexed < size) {
            throw new IllegalStateException("the index has " + indexed + " of " + size
                    + " entries: its rebuild was interrupted, and goes on when the node starts");
        }
    }

    public Search(View view, long size) {
        this(view, new Subtrees(), size);
    }

    /// How many entries the index has.
    static long indexed(View view) {
        @Nullable Bytes mark = view.get(Column.INDEX, IndexWriter.MARK);
        return mark == null ? 0 : mark.toLong();
    }

    /// A page of at most `limit` hits, from the beginning or behind the cursor that came with the page before.
    public Found page(Query query, Optional<String> cursor, int limit) throws Malformed {
        if (limit < 1 || limit > Query.MAX_PAGE) {
            throw new Malformed("a page has 1 to " + Query.MAX_PAGE + " hits");
        }
        Query.Range range = query.range(cursor.isEmpty() ? null : query.readCursor(cursor.get()));
        List<IndexKey> found = new ArrayList<>();
        Optional<IndexKey> last = walk(query, range, limit, found);
        return new Found(hits(found), last.map(Query::cursor));
    }

    /// Collects hits; gives the row to go on behind, or nothing at the range's end.
    private Optional<IndexKey> walk(Query query, Query.Range range, int limit, List<IndexKey> found) {
        Scan scan = Scan.between(range.from(), range.to(), limit);
        Optional<Scan> next = Optional.of(range.isBackwards() ? scan.reversed() : scan);
        int looked = 0;
        while (next.isPresent()) {
            Page page = view.scan(Column.INDEX, next.get());
            next = page.next().map(Scan::wider);
            for (Row row : page.rows()) {
                IndexKey key = decode(row);
                looked++;
                if (query.accepts(key) && key.index() < size) {
                    found.add(key);
                }
                if (found.size() == limit || looked == MAX_ROWS) {
                    return Optional.of(key);
                }
            }
        }
        return Optional.empty();
    }

    private IndexKey decode(Row row) {
        try {
            return IndexKey.decode(row.key());
        } catch (Malformed e) {
            throw view.damaged("the search index: " + e.reason());
        }
    }

    private List<Hit> hits(List<IndexKey> keys) {
        StoredEntries entries = new StoredEntries(view);
        List<InclusionProof> proofs = new Tree(size, subtrees.of(new StoredLog(view)))
                .inclusions(keys.stream().map(IndexKey::index).toList());
        List<Hit> hits = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            long index = keys.get(i).index();
            Bytes entry =
                    entries.entry(index).orElseThrow(() -> view.damaged("entry " + index + " of the log is missing"));
            hits.add(new Hit(keys.get(i), entry, proofs.get(i)));
        }
        return hits;
    }
}
