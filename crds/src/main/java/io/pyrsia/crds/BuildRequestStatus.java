package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a build has come.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildRequestStatus(
        @JsonPropertyDescription("The generation of the resource that this status is about.") @Nullable
        Long observedGeneration,

        @Size(max = 16) @JsonPropertyDescription("Ready, Reconciling and Stalled as kstatus has them.")
        List<Condition> conditions,

        @JsonPropertyDescription("The build in the network's ledger.") @Nullable
        String build,

        @JsonPropertyDescription("Where it stands, as the ledger has it, such as BUILDING or PUBLISHED.") @Nullable
        String state,

        @JsonPropertyDescription("Counted from 0; each dispute opens another.") @Nullable
        Integer round,

        @Size(max = 64) @JsonPropertyDescription("Who was drawn to build.") @Nullable
        List<Seat> seats,

        @JsonPropertyDescription("When this state ends by itself.") @Nullable
        String deadline,

        @JsonPropertyDescription("How far what was published can be trusted.") @Nullable
        String trust,

        @Size(max = MAX_RESULTS)
        @JsonPropertyDescription("What each builder made, as the log has it when the build is over.")
        @Nullable
        List<Result> results) {

    public static final int MAX_RESULTS = 128;

    /// A builder of the committee.
    public record Seat(
            @JsonPropertyDescription("The builder's key.") String node,

            @JsonPropertyDescription("Whether it builds, or waits until somebody before it is silent.")
            boolean seated,

            @JsonPropertyDescription("Whether it has committed to a result.")
            boolean committed,

            @JsonPropertyDescription("Whether it has shown its result.")
            boolean answered,

            @JsonPropertyDescription("What builds for it in this namespace: a PipelineRun, or a Job without Tekton.")
            @Nullable
            String runner,

            @Size(max = 512)
            @JsonPropertyDescription("The last lines that it printed before it had a result, without digests.")
            @Nullable
            String log) {}

    /// One builder's word about one file.
    public record Result(
            @JsonPropertyDescription("The file, as a package URL.")
            String file,

            @JsonPropertyDescription("The builder's key.") String node,

            @JsonPropertyDescription("Whether the builder was a trusted one.")
            boolean trusted,

            @JsonPropertyDescription("The digest of what it made.")
            String digest,

            @JsonPropertyDescription(
                    "How much that is the same as what was published: E0 (the same bytes) to E4, or X.")
            String level,

            @JsonPropertyDescription("The digest of its signed statement, which every node gives as a blob.")
            String attestation,

            @JsonPropertyDescription("The log's entry that has it.")
            long entry) {}

    public BuildRequestStatus {
        conditions = List.copyOf(Given.or(conditions, List.of()));
    }
}
