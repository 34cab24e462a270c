package io.pyrsia.server.build;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.base.attestation.Verification;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.entry.BuilderVote;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.Attestations;
import io.pyrsia.registry.Memory;
import io.pyrsia.registry.Peers;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.search.Hit;
import io.pyrsia.server.search.Search;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// What is stated of files that builds published: the provenance of each builder that made them, and, on an authority,
/// its own summary of the verdict.
///
/// A summary says nothing that the log's entry does not say and has the entry's time, so it is made when it is asked
/// for: the same key makes the same bytes of the same entry whenever that is.
public final class PublishedAttestations implements Attestations {

    private static final System.Logger LOG = System.getLogger(PublishedAttestations.class.getName());

    /// Entries about the same bytes that are looked at, the newest first.
    private static final int MAX_ENTRIES = 20;

    /// For so long nobody is asked again for an envelope that nobody had.
    private static final Duration MISSED = Duration.ofSeconds(5);

    private static final int MAX_MISSED = 10_000;

    private final LedgerNode ledger;
    private final Database database;
    private final BlobStore blobs;
    private final SmallBlobs small;
    private final Peers peers;
    private final PrivateKey key;
    private final Memory<Digest, Boolean> missed;

    public PublishedAttestations(
            LedgerNode ledger, Database database, BlobStore blobs, Peers peers, PrivateKey key, Clock clock) {
        this.ledger = ledger;
        this.database = database;
        this.blobs = blobs;
        this.small = new SmallBlobs(blobs);
        this.peers = peers;
        this.key = key;
        this.missed = new Memory<>(clock, MAX_MISSED);
    }

    @Override
    public List<Attestation> about(Digest file) {
        View view = ledger.view();
        List<Attestation> found = new ArrayList<>();
        try {
            for (Hit hit : new Search(database, view.state().log().size())
                    .page(Query.of(Facet.DIGEST, file.toString()), Optional.empty(), MAX_ENTRIES)
                    .hits()) {
                Entry entry = Entry.decode(hit.entry());
                if (entry.content() instanceof Content.AddArtifact add
                        && isCurrent(view, add)
                        && found.stream().noneMatch(other -> other.file()
                                .purl()
                                .equals(add.artifact().purl()))) {
                    add(found, add, entry.timestampMs(), hit.proof().index());
                }
            }
            return found;
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the log is damaged: " + e.reason(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the log still says this of the file's name.
    private static boolean isCurrent(View view, Content.AddArtifact add) {
        Optional<ArtifactStatus> status = view.artifact(add.artifact().purl());
        return status.filter(row -> row.trust() == add.trust()
                        && row.sha256().equals(add.artifact().sha256().value()))
                .isPresent();
    }

    private void add(List<Attestation> found, Content.AddArtifact add, long timeMs, long index) throws IOException {
        if (add.trust() == Trust.VERIFIED
                && ledger.view().state().isAuthority(key.publicKey().id())) {
            Statement summary = summary(add, Instant.ofEpochMilli(timeMs));
            Bytes envelope = Envelope.sign(summary, key).json();
            found.add(new Attestation(
                    add.artifact(),
                    summary.predicateType(),
                    key.publicKey().id(),
                    small.keep(envelope),
                    envelope.size(),
                    index));
        }
        for (BuilderVote vote : add.build().votes()) {
            boolean isOfThese = vote.sha256().equals(add.artifact().sha256()) && vote.sameness() != Sameness.X;
            Optional<Bytes> envelope = isOfThese ? signed(vote) : Optional.empty();
            envelope.ifPresent(bytes -> found.add(new Attestation(
                    add.artifact(), Statement.PROVENANCE, vote.node(), vote.attestation(), bytes.size(), index)));
        }
    }

    /// What the network's verdict on a file was, in the words of SLSA: by which network, whose rules are its
    /// genesis, and on the ground of which provenance.
    private Statement summary(Content.AddArtifact add, Instant at) {
        String path = Optional.ofNullable(add.artifact().purl().subpath())
                .orElse(add.artifact().purl().toString());
        List<Digest> agreeing = add.build().votes().stream()
                .filter(vote -> vote.sameness() != Sameness.X)
                .map(BuilderVote::attestation)
                .toList();
        return new Verification(
                        add.artifact().purl(),
                        List.of(new Subject(path, add.artifact().sha256())),
                        "https://pyrsia.io/network/"
                                + ledger.genesis().networkId().name(),
                        ledger.genesis().hash(),
                        agreeing,
                        true,
                        at)
                .statement();
    }

    /// The builder's envelope, if it is here or a peer has it, and if the builder's signature is under it.
    private Optional<Bytes> signed(BuilderVote vote) throws IOException {
        try {
            Optional<Bytes> envelope = envelope(vote.attestation());
            PublicKey builder = PublicKey.parse(vote.node().key());
            return envelope.isPresent() && Envelope.parse(envelope.get()).isSignedBy(builder)
                    ? envelope
                    : Optional.empty();
        } catch (Malformed e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "builder {0} committed to {1}, which is no envelope: {2}",
                    vote.node(),
                    vote.attestation(),
                    e.reason());
            return Optional.empty();
        }
    }

    private Optional<Bytes> envelope(Digest digest) throws Malformed, IOException {
        Optional<BlobReader> here = blobs.read(digest);
        if (here.isPresent()) {
            return Optional.of(SmallBlobs.read(here.get(), "an envelope"));
        }
        if (missed.get(digest).isPresent()) {
            return Optional.empty();
        }
        Optional<Bytes> found = fetched(digest);
        if (found.isEmpty()) {
            missed.put(digest, true, MISSED);
        }
        return found;
    }

    private Optional<Bytes> fetched(Digest digest) throws Malformed {
        try {
            Optional<BlobReader> reader = peers.fetch(digest, Peers.ANYWHERE);
            if (reader.isEmpty()) {
                return Optional.empty();
            }
            Bytes envelope = SmallBlobs.read(reader.get(), "an envelope");
            return small.keep(envelope).equals(digest) ? Optional.of(envelope) : Optional.empty();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "no peer gave the envelope {0}: {1}", digest, e.getMessage());
            return Optional.empty();
        }
    }
}
