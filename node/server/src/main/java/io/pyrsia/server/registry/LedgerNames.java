package io.pyrsia.server.registry;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.registry.maven.LoggedNames;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.search.Found;
import io.pyrsia.server.search.Hit;
import io.pyrsia.server.search.Search;
import io.pyrsia.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Maven files that this node's copy of the log names.
final class LedgerNames implements LoggedNames {

    private static final int PAGE = 1_000;

    private final LedgerNode ledger;
    private final Database database;

    LedgerNames(LedgerNode ledger, Database database) {
        this.ledger = ledger;
        this.database = database;
    }

    @Override
    public Page page(Optional<String> cursor) {
        Query query = Query.of(Facet.FILE, "pkg:maven/").prefix();
        try {
            Found found = new Search(database, ledger.view().state().log().size()).page(query, cursor, PAGE);
            List<Purl> names = new ArrayList<>();
            for (Hit hit : found.hits()) {
                Purl purl = Purl.parse(hit.key().term());
                if (purl.subpath() != null) {
                    names.add(purl);
                }
            }
            return new Page(names, found.next());
        } catch (Malformed e) {
            throw new IllegalStateException("the log's index is damaged: " + e.reason(), e);
        }
    }
}
