package io.pyrsia.server.api;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.entry.Artifact;
import io.pyrsia.ledger.entry.BuilderVote;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.server.search.Found;
import io.pyrsia.server.search.Hit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Says in words why a version or a file is trusted as much as it is: each sentence is one entry of the log.
final class Evidences {

    /// Entries that a report looks at, the newest.
    private static final int MAX_ENTRIES = 200;

    /// A search in the log.
    interface Finder {
        Found find(Query query, Optional<String> cursor, int limit);
    }

    private final Supplier<View> view;
    private final Finder finder;

    Evidences(Supplier<View> view, Finder finder) {
        this.view = view;
        this.finder = finder;
    }

    TrustReport report(Purl purl) {
        View now = view.get();
        Facet facet = purl.subpath() == null ? Facet.VERSION : Facet.FILE;
        Map<Purl, TrustReport.File> files = new TreeMap<>();
        List<TrustReport.Statement> statements = new ArrayList<>();
        for (Hit hit : finder.find(Query.of(facet, purl.toString()), Optional.empty(), MAX_ENTRIES)
                .hits()) {
            Content content = content(hit);
            statements.add(
                    new TrustReport.Statement(sentence(content), hit.proof().index()));
            content.file().map(Artifact::purl).ifPresent(subject -> now.artifact(subject)
                    .ifPresent(status -> files.putIfAbsent(subject, file(subject, status))));
        }
        TrustReport.Level level = now.artifact(purl)
                .map(status -> level(status.trust().name()))
                .or(() -> now.builds(purl)
                        .flatMap(builds -> Optional.ofNullable(builds.trust()))
                        .map(trust -> level(trust.name())))
                .orElse(null);
        return new TrustReport(purl, level, List.copyOf(files.values()), statements);
    }

    private static TrustReport.Level level(String name) {
        return TrustReport.Level.valueOf(name);
    }

    private static TrustReport.File file(Purl purl, ArtifactStatus status) {
        return new TrustReport.File(
                purl,
                new Digest(Digest.Algorithm.SHA256, status.sha256()),
                level(status.trust().name()));
    }

    private static Content content(Hit hit) {
        try {
            return Entry.decode(hit.entry()).content();
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the log is damaged: " + e.reason(), e);
        }
    }

    private static String sentence(Content content) {
        return switch (content) {
            case Content.AddArtifact add ->
                "%s is %s: %s, of a quorum of %d; source %s, recipe %s"
                        .formatted(
                                add.artifact().purl(),
                                add.trust(),
                                builders(add.build().votes()),
                                add.build().quorum(),
                                add.build().recipe().source().url(),
                                add.build().recipe().digest());
            case Content.Observed observed ->
                "the trusted registry %s saw that %s serves %s with %s on %s"
                        .formatted(
                                observed.registry(),
                                observed.url(),
                                observed.artifact().purl(),
                                observed.artifact().sha256(),
                                Instant.ofEpochMilli(observed.observedAtMs()));
            case Content.RemoveArtifact remove ->
                "the authorities withdrew %s: %s".formatted(remove.purl(), remove.reason());
            case Content.Disputed disputed ->
                "%s is disputed: %s; %s".formatted(disputed.purl(), disputed.reason(), builders(disputed.votes()));
            case Content.AddNode add -> "%s became %s".formatted(add.node(), add.role());
            case Content.RemoveNode remove ->
                "%s is no longer %s: %s".formatted(remove.node(), remove.role(), remove.reason());
            case Content.Recovered recovered ->
                "people decided who the authorities are from here on, by the recovery document %s: %s"
                        .formatted(recovered.document(), recovered.reason());
        };
    }

    private static String builders(List<BuilderVote> votes) {
        long same = votes.stream().filter(vote -> vote.sameness() != Sameness.X).count();
        long trusted = votes.stream()
                .filter(vote -> vote.sameness() != Sameness.X && vote.isTrusted())
                .count();
        long other = votes.size() - same;
        return "%d builders made the same, %d of them trusted, and %d made something else"
                .formatted(same, trusted, other);
    }
}
