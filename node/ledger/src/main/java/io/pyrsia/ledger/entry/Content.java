package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an entry makes known. The latest entry for an artifact or a node holds; the older ones stay as history.
public sealed interface Content {

    /// The name of the operation.
    default String operation() {
        return switch (this) {
            case AddArtifact ignored -> "AddArtifact";
            case RemoveArtifact ignored -> "RemoveArtifact";
            case Observed ignored -> "Observation";
            case Disputed ignored -> "Dispute";
            case AddNode ignored -> "AddNode";
            case RemoveNode ignored -> "RemoveNode";
            case Recovered ignored -> "Recovery";
        };
    }

    /// The file whose bytes it makes known, if it does that.
    default Optional<Artifact> file() {
        return switch (this) {
            case AddArtifact add -> Optional.of(add.artifact());
            case Observed observed -> Optional.of(observed.artifact());
            case RemoveArtifact ignored -> Optional.empty();
            case Disputed ignored -> Optional.empty();
            case AddNode ignored -> Optional.empty();
            case RemoveNode ignored -> Optional.empty();
            case Recovered ignored -> Optional.empty();
        };
    }

    /// A build's verdict on one file.
    record AddArtifact(Artifact artifact, Trust trust, Build build) implements Content {}

    /// A version or one file of it was withdrawn.
    record RemoveArtifact(Purl purl, String reason) implements Content {}

    /// A trusted registry's node said what its upstream served.
    record Observed(Artifact artifact, NodeId registry, String url, long observedAtMs, boolean isMoving)
            implements Content {}

    /// Those who should agree do not: builders in a round, or registries.
    record Disputed(Purl purl, String reason, List<BuilderVote> votes) implements Content {

        public Disputed {
            votes = List.copyOf(votes);
        }
    }

    /// A node got a role, or a builder was certified until a time (0: not). With an authority comes the whole new set.
    record AddNode(
            NodeId node,
            Role role,
            long certifiedUntilMs,
            @Nullable AuthoritySet authorities) implements Content {}

    /// A node lost a role.
    record RemoveNode(
            NodeId node, Role role, String reason, @Nullable AuthoritySet authorities) implements Content {}

    /// More authorities were lost for good than the network can do without, and people decided who goes on: those who
    /// are no authorities any more, and the authorities who signed the document that says so.
    record Recovered(
            Digest document, AuthoritySet authorities, List<NodeId> removed, List<NodeId> survivors, String reason)
            implements Content {

        public Recovered {
            removed = List.copyOf(removed);
            survivors = List.copyOf(survivors);
        }
    }
}
