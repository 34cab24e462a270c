package io.pyrsia.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.map.MerkleMap;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.state.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The files of a package version that the ledger knows.
final class Files {

    /// One more than are ever changed at once.
    static final int MAX_AT_ONCE = 512;

    private static final int VERSION_KEY_BYTES = 32;

    /// A file, or the version as a whole.
    record Known(Bytes key, Purl purl, ArtifactStatus status) {}

    private Files() {}

    /// At most [#MAX_AT_ONCE] of them, in the order of their keys.
    static List<Known> of(Tables tables, Purl version) {
        MerkleMap<ArtifactStatus> rows = tables.rows(Table.ARTIFACTS);
        Bytes prefix = Table.version(version);
        int first = rows.rank(Bytes.concatenate(prefix, Bytes.wrap(new byte[VERSION_KEY_BYTES])));
        List<Known> files = new ArrayList<>();
        for (int index = first; index < rows.size() && files.size() < MAX_AT_ONCE; index++) {
            MerkleMap.Item<ArtifactStatus> row = rows.at(index);
            if (!row.key().slice(0, VERSION_KEY_BYTES).equals(prefix)) {
                break;
            }
            files.add(new Known(row.key(), purl(version, row.value().path()), row.value()));
        }
        return files;
    }

    private static Purl purl(Purl version, String path) {
        try {
            return path.isEmpty() ? version : Purl.parse(version + "#" + path);
        } catch (Malformed e) {
            throw new IllegalStateException("a path that was part of a package URL: " + path, e);
        }
    }
}
