package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/// What a node serves to package clients.
public record Packages(
        @Default("5 GiB")
        @Pattern("^[0-9]{1,6} [MGT]iB$")
        @JsonPropertyDescription("How much of the data volume packages may take; the longest unused leave first.")
        String quota,

        @Default("[]") @Size(max = 16) @JsonPropertyDescription("Where images come from, in this order, each NAME=URL.")
        List<String> ociUpstreams,

        @Default("[]")
        @Size(max = 16)
        @JsonPropertyDescription("Where Maven files come from, in this order, each NAME=URL.")
        List<String> mavenUpstreams) {

    static final Packages DEFAULT = new Packages("5 GiB", List.of(), List.of());

    public Packages {
        quota = Given.or(quota, "5 GiB");
        ociUpstreams = List.copyOf(Given.or(ociUpstreams, List.of()));
        mavenUpstreams = List.copyOf(Given.or(mavenUpstreams, List.of()));
    }
}
