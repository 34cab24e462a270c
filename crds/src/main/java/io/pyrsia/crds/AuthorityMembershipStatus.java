package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a wish about who votes has come.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthorityMembershipStatus(
        @JsonPropertyDescription("The generation of the resource that this status is about.") @Nullable
        Long observedGeneration,

        @Size(max = 16) @JsonPropertyDescription("Ready, Reconciling and Stalled as kstatus has them.")
        List<Condition> conditions,

        @JsonPropertyDescription("The key of the node that it is about.") @Nullable
        String nodeId,

        @JsonPropertyDescription("The proposal that waits for endorsements.") @Nullable
        String proposal,

        @Size(max = 64) @JsonPropertyDescription("The authorities that have endorsed it.") @Nullable
        List<String> endorsers,

        @JsonPropertyDescription("How many more must endorse.") @Nullable
        Integer missing,

        @JsonPropertyDescription("How often the authorities have changed, as its nodes last said.") @Nullable
        Long epoch) {

    public AuthorityMembershipStatus {
        conditions = List.copyOf(Given.or(conditions, List.of()));
    }
}
