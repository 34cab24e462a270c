package io.pyrsia.server.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.api.Held;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.registry.Names;
import io.pyrsia.registry.Names.Named;
import io.pyrsia.registry.TrustLog;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The packages that a node has on its disk, by the names that clients asked for.
///
/// @param sources the ecosystems and their upstreams, in the order of the list
record HeldPackages(List<Source> sources, Names names, BlobStore store, TrustLog log, PeerCounts peers) {

    /// Names that one page looks at: most of them may be of files that left.
    private static final int MAX_LOOKED_AT = 1_000;

    /// An ecosystem and one of its upstreams, or [Names#LOCAL].
    record Source(String ecosystem, String registry) {}

    /// How many peers have each of some blobs.
    interface PeerCounts {
        List<Integer> of(List<Digest> blobs);
    }

    /// Where a page ends: which source, and the last name of it that was looked at.
    private record Place(int source, String name) {}

    private record Row(Source source, String name, Blob blob) {}

    /// A page of at most `limit` files behind a cursor.
    Held.Page page(Optional<String> cursor, int limit) throws Malformed {
        Place place = cursor.isEmpty() ? new Place(0, "") : parse(cursor.get());
        List<Row> rows = new ArrayList<>();
        @Nullable Place next = collect(place, limit, rows);
        List<Integer> counts =
                peers.of(rows.stream().map(row -> row.blob().sha256()).toList());
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            held.add(held(rows.get(i), counts.get(i)));
        }
        return new Held.Page(held, next == null ? null : text(next));
    }

    private @Nullable Place collect(Place from, int limit, List<Row> rows) {
        String last = from.name();
        int looked = 0;
        for (int number = from.source(); number < sources.size(); number++) {
            Source source = sources.get(number);
            Names.Key all = new Names.Key(source.ecosystem(), source.registry(), "");
            for (List<Named> page = names.list(all, last, limit); !page.isEmpty(); ) {
                for (Named named : page) {
                    last = named.name();
                    store.find(named.meaning().digest())
                            .ifPresent(blob -> rows.add(new Row(source, named.name(), blob)));
                    if (rows.size() == limit || ++looked == MAX_LOOKED_AT) {
                        return new Place(number, last);
                    }
                }
                page = names.list(all, last, limit);
            }
            last = "";
        }
        return null;
    }

    private Held held(Row row, int peerCount) {
        return new Held(
                row.source().ecosystem(),
                row.source().registry().isEmpty() ? null : row.source().registry(),
                row.name(),
                row.blob().sha256(),
                row.blob().size(),
                log.trustOf(row.blob().sha256())
                        .map(trust -> TrustReport.Level.valueOf(trust.name()))
                        .orElse(null),
                peerCount,
                row.blob().lastUse());
    }

    private static String text(Place place) {
        byte[] bytes = (place.source() + " " + place.name()).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Place parse(String cursor) throws Malformed {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            int source = space < 0 ? -1 : Integer.parseInt(text.substring(0, space));
            if (source >= 0 && source < sources.size()) {
                return new Place(source, text.substring(space + 1));
            }
        } catch (IllegalArgumentException e) {
            // Told below, like a number that is too large.
        }
        throw new Malformed("a cursor is what came with the page before");
    }
}
