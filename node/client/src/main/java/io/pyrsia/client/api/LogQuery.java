package io.pyrsia.client.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A search in the log; a field that is null is not asked for.
///
/// @param limit entries a page, at most [#MAX_LIMIT]
/// @param cursor where the last page said that it goes on
public record LogQuery(
        Facet facet,
        String term,
        boolean prefix,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean oldestFirst,
        int limit,
        @Nullable String cursor) {

    public static final int MAX_LIMIT = 100;

    /// What is searched for: the ledger's facets by the same names.
    public enum Facet {
        /// A package without its version.
        PACKAGE,
        /// A version, as a purl.
        VERSION,
        FILE,
        DIGEST,
        SOURCE,
        AUTHOR,
        BUILDER,
        /// A package that is needed: finds what needs it.
        DEPENDENCY,
        /// A package that needs others.
        DEPENDENT,
        /// `AddArtifact`, `RemoveArtifact`, `Observation`, `Dispute`, `AddNode`, `RemoveNode`, `Recovery`.
        OPERATION,
        /// A node that the entry is about.
        NODE,
        /// Everything by time: the term is empty.
        TIME
    }

    /// The newest with exactly this term.
    public static LogQuery of(Facet facet, String term) {
        return new LogQuery(facet, term, false, null, null, false, MAX_LIMIT, null);
    }

    /// The next page.
    public LogQuery after(String next) {
        return new LogQuery(facet, term, prefix, from, until, oldestFirst, limit, next);
    }
}
