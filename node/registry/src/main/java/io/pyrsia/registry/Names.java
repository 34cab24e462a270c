package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What names meant when they were last seen, and what they mean here: rows that survive a restart.
public final class Names {

    /// The registry of what was pushed to this node.
    public static final String LOCAL = "";

    private static final int MAX_ROW_BYTES = 1 << 16;
    private static final int MAX_REMEMBERED = 20_000;

    /// A name: in which ecosystem, from which upstream, under which path.
    public record Key(String ecosystem, String registry, String path) {

        Bytes row() {
            return text(ecosystem + '\0' + registry + '\0' + path);
        }
    }

    /// What a name means.
    ///
    /// @param mediaType empty if nobody said
    /// @param etag the upstream's, for conditional requests; empty if it gave none
    /// @param modified the upstream's Last-Modified, as it wrote it; empty if it gave none
    public record Meaning(Digest digest, long size, String mediaType, String etag, String modified) {}

    private final Database database;
    /// The rows used last; guarded by itself.
    private final Map<Key, Meaning> remembered = new LinkedHashMap<>(16, 0.75f, true);

    public Names(Database database) {
        this.database = database;
    }

    public Optional<Meaning> find(Key key) {
        synchronized (remembered) {
            Meaning known = remembered.get(key);
            if (known != null) {
                return Optional.of(known);
            }
        }
        @Nullable Bytes row = database.get(Column.NAMES, key.row());
        if (row == null) {
            return Optional.empty();
        }
        Meaning meaning = decode(row);
        remember(key, meaning);
        return Optional.of(meaning);
    }

    /// Durable when it returns.
    public void put(Key key, Meaning meaning) {
        put(Map.of(key, meaning));
    }

    /// Durable together when it returns.
    void put(Map<Key, Meaning> meanings) {
        Batch batch = new Batch();
        meanings.forEach((key, meaning) -> batch.put(Column.NAMES, key.row(), encode(meaning)));
        database.commit(batch);
        meanings.forEach(this::remember);
    }

    public void delete(Key key) {
        database.commit(new Batch().delete(Column.NAMES, key.row()));
        synchronized (remembered) {
            remembered.remove(key);
        }
    }

    /// A page of names whose paths begin like the key's: the paths behind it, in order, from behind `last`.
    public List<Named> list(Key prefix, String last, int limit) {
        Bytes begin = prefix.row();
        Scan all = Scan.prefix(begin, Math.max(1, limit));
        Bytes from = last.isEmpty() ? begin : Bytes.concatenate(begin, text(last), Bytes.of(0));
        Page page = database.scan(Column.NAMES, new Scan(from, all.to(), false, all.rows()));
        List<Named> found = new ArrayList<>();
        for (Row row : page.rows()) {
            String rest = new String(row.key().slice(begin.size()).toArrayUnsafe(), StandardCharsets.UTF_8);
            found.add(new Named(rest, decode(row.value())));
        }
        return found;
    }

    /// One row of a list.
    public record Named(String name, Meaning meaning) {}

    private void remember(Key key, Meaning meaning) {
        synchronized (remembered) {
            remembered.put(key, meaning);
            if (remembered.size() > MAX_REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes encode(Meaning meaning) {
        return CanonicalJson.bytes(Json.object(Map.of(
                "digest", Json.of(meaning.digest().toString()),
                "etag", Json.of(meaning.etag()),
                "modified", Json.of(meaning.modified()),
                "size", Json.of(meaning.size()),
                "type", Json.of(meaning.mediaType()))));
    }

    private Meaning decode(Bytes row) {
        try {
            if (JsonReader.read(row, MAX_ROW_BYTES) instanceof Json.Obj object) {
                return new Meaning(
                        Digest.parse(object.text("digest")),
                        object.integer("size"),
                        object.text("type"),
                        object.text("etag"),
                        object.text("modified"));
            }
            throw database.damaged("a name's row is not an object");
        } catch (Malformed e) {
            throw database.damaged("a name's row: " + e.reason());
        }
    }
}
