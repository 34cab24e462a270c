package io.pyrsia.server.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.registry.TrustLog;
import io.pyrsia.registry.pypi.Published;
import io.pyrsia.registry.pypi.Pypi;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.search.Found;
import io.pyrsia.server.search.Hit;
import io.pyrsia.server.search.Search;
import io.pyrsia.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The files of Python projects that this node's copy of the log names.
record LedgerPublished(LedgerNode ledger, Database database, TrustLog log) implements Published {

    private static final int PAGE = 1_000;

    /// So many entries are looked at for one list.
    private static final int MAX_PAGES = 20;

    @Override
    public List<File> files(String project) {
        // A hyphen stands for other signs in the log's names: what is before the first one is the same in both.
        String begin = "pkg:pypi/" + project.split("-", 2)[0];
        Query query = Query.of(Facet.FILE, begin).prefix();
        TreeMap<Purl, File> files = new TreeMap<>();
        try {
            Search search = new Search(database, ledger.view().state().log().size());
            Optional<String> cursor = Optional.empty();
            for (int page = 0; page < MAX_PAGES; page++) {
                Found found = search.page(query, cursor, PAGE);
                for (Hit hit : found.hits()) {
                    add(project, hit, files);
                }
                cursor = found.next();
                if (cursor.isEmpty()) {
                    break;
                }
            }
            return List.copyOf(files.values());
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the log is damaged: " + e.reason(), e);
        }
    }

    private void add(String project, Hit hit, TreeMap<Purl, File> files) throws Malformed {
        Purl purl = Purl.parse(hit.key().term());
        if (purl.subpath() == null
                || purl.version() == null
                || files.containsKey(purl)
                || !Pypi.normalized(purl.name()).equals(project)) {
            return;
        }
        Optional<Digest> served = log.named(purl)
                .filter(logged -> Pypi.settings().policy().of("/" + project).accepts(Optional.of(logged.trust())))
                .map(TrustLog.Logged::sha256);
        Entry.decode(hit.entry())
                .content()
                .file()
                .filter(artifact -> Optional.of(artifact.sha256()).equals(served))
                .ifPresent(artifact -> files.put(purl, new File(purl, artifact.sha256(), artifact.size())));
    }
}
