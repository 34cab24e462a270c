package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a node stands, as the operator last saw it.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PyrsiaNodeStatus(
        @JsonPropertyDescription("The generation of the resource that this status is about.") @Nullable
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription("Ready, Reconciling and Stalled as kstatus has them; KeyReady, GenesisReady.")
        List<Condition> conditions,

        @JsonPropertyDescription("The node's key.") @Nullable
        String nodeId,

        @JsonPropertyDescription("The same key as libp2p names it.") @Nullable
        String peerId,

        @JsonPropertyDescription("What the node does for its network: AUTHORITY or REGULAR.") @Nullable
        String role,

        @JsonPropertyDescription("The last block that is final and on the node's disk.") @Nullable
        Long height,

        @JsonPropertyDescription("How many nodes it is connected to.") @Nullable
        Integer peers,

        @JsonPropertyDescription("The version that the node says it is.") @Nullable
        String version,

        @JsonPropertyDescription("Where clients of this cluster reach the node.") @Nullable
        String url,

        @JsonPropertyDescription("Where other nodes reach this one.") @Nullable
        String p2pAddress,

        @JsonPropertyDescription("The identity of the data volume that the node signed with; another one under the same"
                + " name is not trusted to know what was signed.")
        @Nullable
        String dataVolume) {

    public PyrsiaNodeStatus {
        conditions = List.copyOf(Given.or(conditions, List.of()));
    }

    public static PyrsiaNodeStatus none() {
        return new PyrsiaNodeStatus(null, List.of(), null, null, null, null, null, null, null, null, null);
    }
}
