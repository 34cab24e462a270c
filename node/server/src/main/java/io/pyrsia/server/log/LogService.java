package io.pyrsia.server.log;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.LogPath;
import io.pyrsia.storage.View;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Serves the log as C2SP tlog-tiles over HTTP: mounted at `/log`, it answers `/log/checkpoint`, `/log/tile/…`,
/// `/log/tile/entries/…` and `/log/handoff/…`.
///
/// Tiles and bundles never change, also the partial ones: whoever has one may keep it for ever. What the log has not
/// grown to, and what is not the canonical spelling of a path, is not there (404).
///
///     routing.register("/log", new LogService(database, notes))
public final class LogService implements HttpService {

    private static final Header BYTES = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    private static final Header TEXT = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    private static final Header FOR_EVER =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final Header ASK_AGAIN = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    /// A missing tile may be there in a moment.
    private static final Header NOT_KEPT = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private final StoredLog tiles;
    private final StoredEntries entries;
    private final PublishedNotes notes;

    public LogService(View view, PublishedNotes notes) {
        this.tiles = new StoredLog(view);
        this.entries = new StoredEntries(view);
        this.notes = notes;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/*", this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        LogPath path;
        try {
            path = LogPath.parse(request.path().path().substring(1));
        } catch (Malformed e) {
            notFound(response);
            return;
        }
        switch (path) {
            case LogPath.Newest ignored -> send(response, notes.checkpoint(), TEXT, ASK_AGAIN);
            case LogPath.Handoff(long epoch) -> send(response, notes.handoff(epoch), TEXT, ASK_AGAIN);
            case LogPath.Hashes(var tile) -> send(response, tiles.find(tile), BYTES, FOR_EVER);
            case LogPath.Entries(long index, int width) ->
                send(response, entries.bundle(index, width), BYTES, FOR_EVER);
        }
    }

    private static void send(ServerResponse response, Optional<Bytes> found, Header type, Header keep) {
        if (found.isEmpty()) {
            notFound(response);
            return;
        }
        response.header(type).header(keep).send(found.get().toArrayUnsafe());
    }

    private static void notFound(ServerResponse response) {
        response.status(Status.NOT_FOUND_404).header(NOT_KEPT).send();
    }
}
