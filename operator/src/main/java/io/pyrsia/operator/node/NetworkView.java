package io.pyrsia.operator.node;

import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the nodes of a network say themselves, asked a moment ago.
///
/// @param statuses by the resource's name; who did not answer is missing
/// @param authorities who votes, as the furthest of those who answered sees it
/// @param ours the keys of all nodes that this operator runs
public record NetworkView(Map<String, NodeStatus> statuses, Optional<Authorities> authorities, Set<String> ours) {

    public NetworkView {
        statuses = Map.copyOf(statuses);
        ours = Set.copyOf(ours);
    }

    public Optional<NodeStatus> of(String name) {
        return Optional.ofNullable(statuses.get(name));
    }

    /// The authorities and whether each has caught up: ours say so themselves, and have not if they say
    /// nothing; of others it counts that they are connected.
    List<Rolling.Voter> voters() {
        return authorities.stream()
                .flatMap(all -> all.members().stream())
                .map(member -> new Rolling.Voter(member.node().toString(), hasCaughtUp(member)))
                .toList();
    }

    private boolean hasCaughtUp(Authorities.Member member) {
        Optional<NodeStatus> own = statuses.values().stream()
                .filter(status -> status.node().equals(member.node()))
                .findFirst();
        boolean isOurs = ours.contains(member.node().toString());
        return own.map(NodeStatus::ready).orElse(!isOurs && member.connected());
    }

    int quorum() {
        return authorities.map(Authorities::quorum).orElse(Integer.MAX_VALUE);
    }
}
