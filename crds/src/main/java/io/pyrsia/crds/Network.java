package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which network a node belongs to, and how it came or comes to be.
@ValidationRule(value = "self == oldSelf", message = "spec.network cannot be changed: make another PyrsiaNode")
@ValidationRule(
        value = "!(has(self.founders) && has(self.genesis))",
        message = "spec.network has founders or a genesis, not both: a network begins once")
public record Network(
        @Required
        @Size(max = 30)
        @Pattern("^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$")
        @JsonPropertyDescription("What people call the network.")
        String name,

        @Min(4)
        @Max(16)
        @JsonPropertyDescription(
                "The node is one of so many PyrsiaNodes of this namespace that found the network as its"
                        + " authorities. Their genesis is made when all of them have their keys, and never again.")
        @Nullable
        Integer founders,

        @Size(max = 200)
        @Pattern("^[!-*,-~]+$")
        @JsonPropertyDescription("The origin of the log that founders give their network; NAME/pyrsia if empty.")
        @Nullable
        String origin,

        @Size(max = 63)
        @Pattern(Patterns.OBJECT_NAME)
        @JsonPropertyDescription("The ConfigMap with the genesis of a network that exists, under the key genesis.json;"
                + " NAME-genesis if empty, which founders of this namespace leave.")
        @Nullable
        String genesis,

        @Size(max = 64)
        @JsonPropertyDescription("Nodes elsewhere to stay connected to, each address with /p2p/ and the peer's id."
                + " Those of this namespace and network are known without.")
        @Nullable
        List<String> peers) {

    /// The ConfigMap that has the genesis.
    public String genesisConfigMap() {
        return Given.or(genesis, name + "-genesis");
    }

    /// The origin of the network's log.
    public String logOrigin() {
        return Given.or(origin, name + "/pyrsia");
    }
}
