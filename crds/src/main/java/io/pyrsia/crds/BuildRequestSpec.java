package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// What shall be built, in which network.
@ValidationRule(value = "self == oldSelf", message = "spec cannot be changed: make another BuildRequest")
public record BuildRequestSpec(
        @Required
        @Size(max = 30)
        @Pattern("^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$")
        @JsonPropertyDescription("The network, of which this namespace has nodes: one of them requests the build.")
        String network,

        @Required
        @Size(max = 512)
        @Pattern("^pkg:[a-z][a-z0-9.+-]{0,31}/[^@?#]+@[^?#]+$")
        @JsonPropertyDescription("The package URL with its version, such as pkg:maven/org.example/thing@1.0.")
        String purl,

        @JsonPropertyDescription(
                "How the version is built, if the network does not know yet: an authority of this namespace publishes it.")
        @Nullable
        Recipe recipe,

        @Min(0)
        @JsonPropertyDescription("How many seconds after the end of its build the resource goes; it stays if empty.")
        @Nullable
        Integer ttlSecondsAfterFinished) {}
