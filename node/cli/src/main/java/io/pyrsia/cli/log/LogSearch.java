package io.pyrsia.cli.log;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.client.api.LogQuery.Facet;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Finds entries by one of the things they name.
@Command(
        name = "search",
        description = "Find entries, the newest first.",
        footer = {
            "",
            "Without --by, a package URL finds its file, version or package, and sha256:… its digest.",
            "--by dependency finds what needs a package, --by dependent what a package needs."
        })
final class LogSearch extends NodeWork {

    @Parameters(paramLabel = "TERM", description = "What is searched for.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String term;

    @Option(names = "--by", paramLabel = "FACET", description = "What the term is: ${COMPLETION-CANDIDATES}.")
    private @Nullable Facet facet;

    @Option(names = "--prefix", description = "Find what begins with the term.")
    private boolean prefix;

    @Option(names = "--since", paramLabel = "TIME", description = "Not before, such as 2026-01-31T12:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before.")
    private @Nullable Instant until;

    @Option(names = "--oldest-first", description = "The oldest entries first.")
    private boolean oldestFirst;

    @Option(names = "--limit", paramLabel = "N", description = "How many, at most 100.", defaultValue = "20")
    private int limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where the last page ended.")
    private @Nullable String cursor;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        if (limit < 1 || limit > LogQuery.MAX_LIMIT) {
            throw new Failure(Exit.USAGE, "--limit is 1 to " + LogQuery.MAX_LIMIT);
        }
        LogPage found = client.search(new LogQuery(
                facet == null ? guess() : facet, canonical(), prefix, since, until, oldestFirst, limit, cursor));
        console.show(RecordJson.write(LogPage.class, found), page -> Entries.write(page, found.entries()));
        if (found.next() != null) {
            console.note("There is more: --cursor " + found.next());
        }
        return Exit.DONE;
    }

    private Facet guess() throws Failure, Malformed {
        if (term.startsWith("pkg:")) {
            Purl purl = Purl.parse(term);
            if (purl.version() == null) {
                return Facet.PACKAGE;
            }
            return purl.subpath() == null ? Facet.VERSION : Facet.FILE;
        }
        if (term.startsWith("sha256:") || term.startsWith("sha512:")) {
            return Facet.DIGEST;
        }
        throw new Failure(Exit.USAGE, "what is '" + term + "'? Say it with --by");
    }

    /// A package URL as the log writes it, unless only its beginning is given.
    private String canonical() throws Malformed {
        return term.startsWith("pkg:") && !prefix ? Purl.parse(term).toString() : term;
    }
}
