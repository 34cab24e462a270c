package io.pyrsia.ledger.entry;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import org.apache.tuweni.bytes.Bytes;

/// One leaf of the transparency log: what was made known, when, and in which block.
///
/// `id` is the name of the transaction, request or proposal that caused it and a running number.
public record Entry(String id, long timestampMs, long height, Content content) {

    /// The length of an entry is a 16-bit number in tlog-tiles.
    public static final int MAX_BYTES = 65_535;

    public static final int VERSION = 1;

    /// The entry as the log has it. A list of dependencies that does not fit is left out; its digest stays.
    public Bytes encode() {
        Bytes whole = CanonicalJson.bytes(EntryWriter.json(this));
        if (whole.size() <= MAX_BYTES) {
            return whole;
        }
        if (!(content instanceof Content.AddArtifact add)
                || add.build().dependencies().listed().isEmpty()) {
            throw new IllegalStateException("an entry of " + whole.size() + " bytes: a field has no limit");
        }
        Content shorter =
                new Content.AddArtifact(add.artifact(), add.trust(), add.build().withoutList());
        return new Entry(id, timestampMs, height, shorter).encode();
    }

    /// Reads what [#encode] writes, and nothing else.
    public static Entry decode(Bytes encoded) throws Malformed {
        if (!(JsonReader.read(encoded, MAX_BYTES) instanceof Json.Obj object)) {
            throw new Malformed("an entry is an object");
        }
        Entry entry = EntryReader.read(object);
        if (!CanonicalJson.bytes(EntryWriter.json(entry)).equals(encoded)) {
            throw new Malformed("an entry that is not in its canonical form");
        }
        return entry;
    }
}
