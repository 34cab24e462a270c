package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/// How clients reach a node: always by TLS.
public record Http(
        @Min(1024) @Max(65535) @Default("7888") @JsonPropertyDescription("The port of the node and its service.")
        Integer port,

        @Pattern(Patterns.OBJECT_NAME)
        @JsonPropertyDescription(
                "A secret of the type kubernetes.io/tls with the node's certificate; the operator makes"
                        + " one under its own authority if empty.")
        @Nullable
        String tlsSecret) {

    static final Http DEFAULT = new Http(7888, null);

    public Http {
        port = Given.or(port, 7888);
    }
}
