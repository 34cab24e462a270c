package io.pyrsia.server.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.log.Tree;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.Refused;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.log.Subtrees;
import io.pyrsia.server.search.Found;
import io.pyrsia.server.search.Search;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Answers what the log has: searches, single entries, their proofs, and why something is trusted.
public final class LogApi implements HttpService {

    private final Parts parts;
    private final Subtrees subtrees = new Subtrees();
    private final Evidences evidences;

    public LogApi(Parts parts) {
        this.parts = parts;
        this.evidences = new Evidences(parts.ledger()::view, this::search);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/log", this::page)
                .get("/log/entries/{index}", this::entry)
                .get("/log/entries/{index}/proof", this::proof)
                .get(
                        "/trust",
                        (request, response) ->
                                Answers.json(response, 200, TrustReport.class, evidences.report(Asked.purl(request))));
    }

    private void page(ServerRequest request, ServerResponse response) {
        LogQuery.Facet asked = Asked.constant(request, "facet", LogQuery.Facet.class);
        Query query = Query.of(
                Facet.valueOf(asked.name()), Asked.text(request, "term").orElse(""));
        if (Asked.flag(request, "prefix")) {
            query = query.prefix();
        }
        if (Asked.flag(request, "oldest_first")) {
            query = query.oldestFirst();
        }
        long from = time(request, "from", 0);
        long until = time(request, "until", Json.MAX_INTEGER);
        if (from > until) {
            throw new Refused(Problem.Code.MALFORMED, "'from' is later than 'until'");
        }
        int limit = Asked.number(request, "limit", LogQuery.MAX_LIMIT, LogQuery.MAX_LIMIT);
        Found found = search(query.between(from, until), Asked.text(request, "cursor"), limit);
        Answers.json(
                response,
                200,
                LogPage.class,
                new LogPage(entries(found), found.next().orElse(null)));
    }

    private static long time(ServerRequest request, String name, long usual) {
        Optional<String> text = Asked.text(request, name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            return Math.clamp(Instant.parse(text.get()).toEpochMilli(), 0, Json.MAX_INTEGER);
        } catch (DateTimeException | ArithmeticException e) {
            throw new Refused(Problem.Code.MALFORMED, "'" + name + "': it is a time such as 2026-01-31T12:00:00Z");
        }
    }

    /// The newest entries that a query finds, from as many pages as it takes.
    List<LogPage.Entry> newest(Query query, int most) {
        List<LogPage.Entry> entries = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Found found = search(query, cursor, Math.min(LogQuery.MAX_LIMIT, most - entries.size()));
            entries.addAll(entries(found));
            cursor = found.next();
        } while (cursor.isPresent() && entries.size() < most);
        return entries;
    }

    private static List<LogPage.Entry> entries(Found found) {
        return found.hits().stream()
                .map(hit -> new LogPage.Entry(hit.proof().index(), json(hit.entry())))
                .toList();
    }

    private Found search(Query query, Optional<String> cursor, int limit) {
        try {
            return new Search(
                            parts.database(),
                            subtrees,
                            parts.ledger().view().state().log().size())
                    .page(query, cursor, limit);
        } catch (Malformed e) {
            throw new Refused(Problem.Code.MALFORMED, e.reason());
        }
    }

    private void entry(ServerRequest request, ServerResponse response) {
        long index = Asked.index(request);
        Answers.json(response, 200, LogPage.Entry.class, new LogPage.Entry(index, json(stored(index))));
    }

    private Bytes stored(long index) {
        return new StoredEntries(parts.database())
                .entry(index)
                .orElseThrow(() -> new Refused(Problem.Code.NOT_FOUND, "the log has no entry " + index + " yet"));
    }

    private void proof(ServerRequest request, ServerResponse response) {
        long index = Asked.index(request);
        stored(index);
        SignedCheckpoint checkpoint = checkpoint();
        long size = checkpoint.checkpoint().size();
        if (index >= size) {
            throw new Refused(
                    Problem.Code.NOT_READY, "the newest signed checkpoint is of " + size + " entries: ask again soon");
        }
        Tree tree = new Tree(size, subtrees.of(new StoredLog(parts.database())));
        LogProof proof = new LogProof(Bytes.EMPTY, index, tree.inclusion(index).path(), checkpoint);
        Answers.text(response, new String(proof.encode().toArrayUnsafe(), StandardCharsets.UTF_8));
    }

    private SignedCheckpoint checkpoint() {
        Bytes newest = parts.notes()
                .checkpoint()
                .orElseThrow(() -> new Refused(
                        Problem.Code.NOT_READY, "no checkpoint has the signatures of a quorum yet: ask again soon"));
        try {
            return SignedCheckpoint.parse(newest);
        } catch (Malformed e) {
            throw new IllegalStateException("the node's own checkpoint: " + e.reason(), e);
        }
    }

    private static Json.Obj json(Bytes entry) {
        try {
            if (JsonReader.read(entry, Entry.MAX_BYTES) instanceof Json.Obj object) {
                return object;
            }
            throw new IllegalStateException("an entry of the log is not an object");
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the log is damaged: " + e.reason(), e);
        }
    }
}
