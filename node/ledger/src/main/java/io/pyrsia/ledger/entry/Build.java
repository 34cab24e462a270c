package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import java.util.List;

/// Where an artifact came from: the request, source and recipe, the builders' votes, and what was needed.
public record Build(
        Id request,
        NodeId requester,
        Recipe recipe,
        int artifacts,
        int quorum,
        List<BuilderVote> votes,
        Dependencies dependencies,
        Digest attestations) {

    public Build {
        votes = List.copyOf(votes);
    }

    /// Without the list of dependencies, whose digest stays.
    Build withoutList() {
        return new Build(
                request, requester, recipe, artifacts, quorum, votes, dependencies.withoutList(), attestations);
    }
}
