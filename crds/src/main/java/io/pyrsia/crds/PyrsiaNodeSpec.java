package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// What somebody wants of a node.
public record PyrsiaNodeSpec(
        @Required @JsonPropertyDescription("The network that the node belongs to, for ever.")
        Network network,

        @Size(max = 512)
        @JsonPropertyDescription("The node's image; the one that the operator was installed with if empty.")
        @Nullable
        String image,

        @Default("{}") @JsonPropertyDescription("The volume of the ledger, the log and the packages.")
        Volume data,

        @Default("{\"size\": \"64Mi\"}")
        @JsonPropertyDescription("The volume of the node's key. It is never part of a snapshot or a backup.")
        Volume keys,

        @Default("{}") @JsonPropertyDescription("How other nodes reach this one.")
        P2p p2p,

        @Default("{}") @JsonPropertyDescription("How clients reach the node.")
        Http http,

        @Default("{}") @JsonPropertyDescription("What the node serves to package clients.")
        Packages packages,

        @Default("{}") @JsonPropertyDescription("How much of the machine the node gets.")
        Resources resources,

        @Default("RETAIN")
        @JsonPropertyDescription(
                "What becomes of the key and the data when this resource is deleted: RETAIN leaves both volumes;"
                        + " DELETE removes them, once no network counts on the key any more.")
        Deletion deletion) {

    /// What becomes of a node's volumes.
    public enum Deletion {
        RETAIN,
        DELETE
    }

    /// How much of the machine a node gets.
    public record Resources(
            @Default("250m") @Pattern(Patterns.QUANTITY) @JsonPropertyDescription("CPU that is set aside for the node.")
            String cpu,

            @Default("512Mi")
            @Pattern(Patterns.QUANTITY)
            @JsonPropertyDescription("Memory that the node gets; it is the request and the limit.")
            String memory) {

        public Resources {
            cpu = Given.or(cpu, "250m");
            memory = Given.or(memory, "512Mi");
        }
    }

    public PyrsiaNodeSpec {
        data = Given.or(data, Volume.DATA);
        keys = Given.or(keys, Volume.KEYS);
        p2p = Given.or(p2p, P2p.DEFAULT);
        http = Given.or(http, Http.DEFAULT);
        packages = Given.or(packages, Packages.DEFAULT);
        resources = Given.or(resources, new Resources("250m", "512Mi"));
        deletion = Given.or(deletion, Deletion.RETAIN);
    }
}
