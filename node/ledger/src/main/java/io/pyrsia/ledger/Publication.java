package io.pyrsia.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.Artifact;
import io.pyrsia.ledger.entry.Build;
import io.pyrsia.ledger.entry.BuilderVote;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.PackageStatus;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.BuildOutcome.Built;
import io.pyrsia.ledger.transaction.BuiltArtifact;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/// Makes verdicts and disputes known: one entry for each artifact, and its row in the state.
final class Publication {

    private Publication() {}

    /// The list of dependencies is in the first file's entry; the others have its digest.
    static void publish(Draft draft, Id id, BuildRequest request, int quorum, Tally tally, Trust trust) {
        Built chosen = tally.representative();
        Dependencies dependencies = chosen.dependencies();
        for (BuiltArtifact artifact : chosen.artifacts()) {
            Purl purl = artifact.purlIn(request.recipe().purl());
            ArtifactStatus known = draft.get(Table.ARTIFACTS, Table.artifact(purl));
            if (known != null && known.trust() == Trust.REMOVED) {
                continue;
            }
            Build build = new Build(
                    id,
                    request.requester(),
                    request.recipe(),
                    chosen.artifacts().size(),
                    quorum,
                    votes(tally, artifact),
                    dependencies,
                    attestations(tally));
            draft.publish(id, new Content.AddArtifact(entry(purl, artifact), trust, build));
            draft.put(
                    Table.ARTIFACTS,
                    Table.artifact(purl),
                    new ArtifactStatus(artifact.path(), artifact.forms().raw(), trust, false));
            dependencies = dependencies.withoutList();
        }
    }

    /// A dispute is about the version, and about each of its files that is known already.
    static void dispute(Draft draft, Id id, BuildRequest request, Tally tally) {
        Purl version = request.recipe().purl();
        List<BuilderVote> votes = allVotes(tally)
                .map(vote -> new BuilderVote(
                        vote.seat().node(),
                        vote.seat().isTrusted(),
                        tally.leading().contains(vote) ? Sameness.E4 : Sameness.X,
                        new Digest(Digest.Algorithm.SHA256, vote.built().raw()),
                        vote.built().attestation()))
                .toList();
        String reason = reason(request, tally) + " in round " + request.round();
        draft.publish(id, new Content.Disputed(version, reason, votes));
        for (Files.Known file : Files.of(draft.tables(), version)) {
            if (file.status().trust() != Trust.DISPUTED && file.status().trust() != Trust.REMOVED) {
                draft.publish(id, new Content.Disputed(file.purl(), reason, List.of()));
                draft.put(Table.ARTIFACTS, file.key(), file.status().with(Trust.DISPUTED));
            }
        }
        Bytes key = Table.version(version);
        PackageStatus status = draft.require(Table.PACKAGES, key);
        draft.put(Table.PACKAGES, key, status.with(Trust.DISPUTED));
    }

    private static String reason(BuildRequest request, Tally tally) {
        if (request.audited() != null) {
            return "builders of an audit disagree with what was published";
        }
        return tally.isAboutWords() ? "builders describe the same files differently" : "builders disagree";
    }

    private static Artifact entry(Purl purl, BuiltArtifact artifact) {
        return new Artifact(
                purl,
                new Digest(Digest.Algorithm.SHA256, artifact.forms().raw()),
                artifact.sha512(),
                artifact.size(),
                artifact.pieceRoot(),
                artifact.mediaType());
    }

    private static List<BuilderVote> votes(Tally tally, BuiltArtifact published) {
        return allVotes(tally).flatMap(vote -> vote(vote, published)).toList();
    }

    /// A builder that has no file of this path has no vote on it.
    private static Stream<BuilderVote> vote(Tally.Vote vote, BuiltArtifact published) {
        return vote.built().artifacts().stream()
                .filter(artifact -> artifact.path().equals(published.path()))
                .map(artifact -> new BuilderVote(
                        vote.seat().node(),
                        vote.seat().isTrusted(),
                        published.compareWith(artifact),
                        new Digest(Digest.Algorithm.SHA256, artifact.forms().raw()),
                        vote.built().attestation()));
    }

    private static Stream<Tally.Vote> allVotes(Tally tally) {
        return Stream.concat(tally.leading().stream(), tally.others().stream());
    }

    /// The digest of all attestations, in the order of the votes.
    private static Digest attestations(Tally tally) {
        ByteWriter out = new ByteWriter();
        allVotes(tally).forEach(vote -> out.bytes(vote.built().attestation().value()));
        return Digest.sha256(out.toBytes());
    }
}
