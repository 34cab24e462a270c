package io.pyrsia.log;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The entries under one tile of leaves, as tlog-tiles serves them: each behind its length in two bytes.
public final class EntryBundle {

    /// The longest entry that the two bytes can announce.
    public static final int MAX_ENTRY_BYTES = 65_535;

    /// The longest bundle there can be.
    public static final int MAX_BYTES = Tile.WIDTH * (2 + MAX_ENTRY_BYTES);

    private EntryBundle() {}

    public static Bytes encode(List<Bytes> entries) {
        if (entries.isEmpty() || entries.size() > Tile.WIDTH) {
            throw new IllegalArgumentException("no bundle has " + entries.size() + " entries");
        }
        ByteWriter out = new ByteWriter();
        entries.forEach(out::bytes16);
        return out.toBytes();
    }

    /// Exactly `width` entries.
    public static List<Bytes> decode(Bytes bundle, int width) throws Malformed {
        ByteReader in = new ByteReader(bundle);
        List<Bytes> entries = new ArrayList<>();
        for (int i = in.count(width, Tile.WIDTH, 2); i > 0; i--) {
            entries.add(in.bytes16(MAX_ENTRY_BYTES));
        }
        in.end();
        return List.copyOf(entries);
    }
}
