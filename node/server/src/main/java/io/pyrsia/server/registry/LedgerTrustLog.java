package io.pyrsia.server.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.TrustLog;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.search.Hit;
import io.pyrsia.server.search.Search;
import io.pyrsia.storage.Database;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What this node's copy of the log says, asked by name and by digest.
final class LedgerTrustLog implements TrustLog {

    private static final int MAX_REMEMBERED = 20_000;
    /// Names of the same bytes that are looked at, the newest first.
    private static final int MAX_NAMES = 50;

    /// Answers by digest, as of one height.
    private record Answers(long height, Map<Digest, Optional<Trust>> trusts) {}

    private final LedgerNode ledger;
    private final Database database;
    /// Replaced by whoever first asks at a new height.
    private volatile Answers answers = new Answers(-1, new ConcurrentHashMap<>());

    LedgerTrustLog(LedgerNode ledger, Database database) {
        this.ledger = ledger;
        this.database = database;
    }

    @Override
    public Optional<Logged> named(Purl purl) {
        return ledger.view()
                .artifact(purl)
                .map(status -> new Logged(new Digest(Digest.Algorithm.SHA256, status.sha256()), status.trust()));
    }

    @Override
    public Optional<Trust> trustOf(Digest digest) {
        View view = ledger.view();
        Answers now = answers;
        if (now.height() != view.state().height() || now.trusts().size() > MAX_REMEMBERED) {
            now = new Answers(view.state().height(), new ConcurrentHashMap<>());
            answers = now;
        }
        return now.trusts().computeIfAbsent(digest, asked -> search(view, asked));
    }

    private Optional<Trust> search(View view, Digest digest) {
        Optional<Trust> best = Optional.empty();
        try {
            Query query = Query.of(Facet.DIGEST, digest.toString());
            for (Hit hit : new Search(database, view.state().log().size())
                    .page(query, Optional.empty(), MAX_NAMES)
                    .hits()) {
                Optional<Trust> trust = trust(view, hit, digest);
                if (trust.isPresent() && (best.isEmpty() || isMoreTelling(trust.get(), best.get()))) {
                    best = trust;
                }
            }
            return best;
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the log is damaged: " + e.reason(), e);
        }
    }

    /// What was removed stays removed; of everything else the best counts.
    private static boolean isMoreTelling(Trust one, Trust other) {
        return one == Trust.REMOVED || (other != Trust.REMOVED && one.compareTo(other) < 0);
    }

    private static Optional<Trust> trust(View view, Hit hit, Digest digest) throws Malformed {
        Purl purl =
                switch (Entry.decode(hit.entry()).content()) {
                    case Content.AddArtifact add -> add.artifact().purl();
                    case Content.Observed observed -> observed.artifact().purl();
                    case Content.RemoveArtifact remove -> remove.purl();
                    case Content.Disputed disputed -> disputed.purl();
                    case Content.AddNode ignored -> throw new Malformed("a node has no digest");
                    case Content.RemoveNode ignored -> throw new Malformed("a node has no digest");
                    case Content.Recovered ignored -> throw new Malformed("a recovery has no digest");
                };
        return view.artifact(purl)
                .filter(status -> digest.algorithm() != Digest.Algorithm.SHA256
                        || status.sha256().equals(digest.value()))
                .map(status -> status.trust());
    }
}
