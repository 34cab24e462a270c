package io.pyrsia.server.search;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Tile;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Makes the search index out of the log alone. For a store to which nobody else writes meanwhile.
///
/// It goes bundle by bundle; each batch says how far it got, so a build that was interrupted anywhere goes on from
/// there, and meanwhile [Search] knows that the index is not complete.
public record IndexBuilder(Database store) {

    /// Forgets the index and makes it anew; gives the number of entries in it.
    public long rebuild() {
        forget();
        return catchUp();
    }

    /// Adds what the log has and the index has not; gives the number of entries in it.
    public long catchUp() {
        StoredEntries log = new StoredEntries(store);
        long size = log.size();
        long done = Search.indexed(store);
        if (done > size) {
            throw store.damaged("the search index has " + done + " entries, the log " + size);
        }
        while (done < size) {
            done = step(log, done, size);
        }
        return done;
    }

    void forget() {
        Batch nothing = new Batch();
        nothing.deleteRange(Column.INDEX, Bytes.EMPTY, IndexWriter.MARK);
        nothing.put(Column.INDEX, IndexWriter.MARK, Bytes.ofUnsignedLong(0));
        store.commit(nothing);
    }

    /// Adds the rest of one bundle; gives the number of entries after it.
    long step(StoredEntries log, long done, long size) {
        long bundle = done / Tile.WIDTH;
        int width = (int) Math.min(Tile.WIDTH, size - bundle * Tile.WIDTH);
        List<Entry> entries = entries(log, bundle, width);
        Batch batch = new Batch();
        IndexWriter.append(batch::put, done, entries.subList((int) (done % Tile.WIDTH), width));
        store.commit(batch);
        return bundle * Tile.WIDTH + width;
    }

    private List<Entry> entries(StoredEntries log, long bundle, int width) {
        Bytes stored = log.bundle(bundle, width)
                .orElseThrow(() -> store.damaged("bundle " + bundle + " of the log is missing"));
        try {
            List<Entry> entries = new ArrayList<>(width);
            for (Bytes entry : EntryBundle.decode(stored, width)) {
                entries.add(Entry.decode(entry));
            }
            return entries;
        } catch (Malformed e) {
            throw store.damaged("bundle " + bundle + " of the log: " + e.reason());
        }
    }
}
