package io.pyrsia.ledger.search;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.Artifact;
import io.pyrsia.ledger.entry.Build;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import java.util.List;
import java.util.TreeSet;

/// The rows that one entry puts into the index: they follow from the entry and its place alone, so the whole index can
/// be made again from the log.
public final class IndexRows {

    /// Rows of one entry, at most: two for each listed dependency, authors, builders and a dozen more, all of
    /// which have limits of their own.
    public static final int MAX_ROWS = 1_024;

    private final Entry entry;
    private final long index;
    private final TreeSet<IndexKey> rows = new TreeSet<>();

    private IndexRows(Entry entry, long index) {
        this.entry = entry;
        this.index = index;
    }

    /// Sorted, none twice.
    public static List<IndexKey> of(Entry entry, long index) {
        IndexRows rows = new IndexRows(entry, index);
        rows.add(Facet.TIME, "");
        rows.add(Facet.OPERATION, entry.content().operation());
        rows.addContent();
        if (rows.rows.size() > MAX_ROWS) {
            throw new IllegalStateException(rows.rows.size() + " rows of one entry: a list has no limit");
        }
        return List.copyOf(rows.rows);
    }

    private void addContent() {
        switch (entry.content()) {
            case Content.AddArtifact add -> {
                addArtifact(add.artifact());
                addBuild(add.artifact().purl(), add.build());
            }
            case Content.Observed observed -> {
                addArtifact(observed.artifact());
                add(Facet.SOURCE, observed.url());
                add(Facet.NODE, observed.registry());
            }
            case Content.RemoveArtifact remove -> addName(remove.purl());
            case Content.Disputed disputed -> {
                addName(disputed.purl());
                disputed.votes().forEach(vote -> add(Facet.BUILDER, vote.node()));
            }
            case Content.AddNode add -> add(Facet.NODE, add.node());
            case Content.RemoveNode remove -> add(Facet.NODE, remove.node());
            case Content.Recovered recovered -> {
                recovered.authorities().nodes().forEach(node -> add(Facet.NODE, node));
                recovered.removed().forEach(node -> add(Facet.NODE, node));
                add(Facet.DIGEST, recovered.document().toString());
            }
        }
    }

    private void addArtifact(Artifact artifact) {
        addName(artifact.purl());
        add(Facet.DIGEST, artifact.sha256().toString());
        if (artifact.sha512() != null) {
            add(Facet.DIGEST, String.valueOf(artifact.sha512()));
        }
    }

    private void addBuild(Purl purl, Build build) {
        add(Facet.SOURCE, build.recipe().source().url());
        add(Facet.SOURCE, build.recipe().source().checksumText());
        add(Facet.NODE, build.requester());
        build.recipe().authors().forEach(author -> add(Facet.AUTHOR, author));
        build.votes().forEach(vote -> add(Facet.BUILDER, vote.node()));
        for (Purl needed : build.dependencies().listed()) {
            addPackage(Facet.DEPENDENCY, needed);
            addPackage(Facet.DEPENDENT, purl);
        }
    }

    private void addName(Purl purl) {
        add(Facet.PACKAGE, purl.packageName());
        add(Facet.VERSION, version(purl));
        add(Facet.FILE, purl.toString());
    }

    private void addPackage(Facet facet, Purl purl) {
        add(facet, purl.packageName());
        add(facet, version(purl));
    }

    private static String version(Purl purl) {
        String whole = purl.toString();
        int file = whole.indexOf('#');
        return file < 0 ? whole : whole.substring(0, file);
    }

    private void add(Facet facet, NodeId node) {
        add(facet, node.toString());
    }

    private void add(Facet facet, String term) {
        rows.add(new IndexKey(facet, term, entry.timestampMs(), index));
    }
}
