package io.pyrsia.builder.provenance;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.base.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// How one builder came to its outputs: SLSA provenance v1.
///
/// @param outputs the files that were built
/// @param recipe the digest of the recipe, which says all that a requester could choose
/// @param inputs what the fetch phase was given, source first
/// @param byproducts what else the builder can show of the build: its log, its bill of materials, a comparison
/// @param builder a URI that names the builder and what it can be trusted to have done
public record Provenance(
        Purl purl,
        List<Subject> outputs,
        Digest recipe,
        List<Subject> inputs,
        List<Subject> byproducts,
        String builder,
        Instant began,
        Instant ended) {

    private static final String BUILD_TYPE = "https://pyrsia.io/build/1";

    public Provenance {
        outputs = List.copyOf(outputs);
        inputs = List.copyOf(inputs);
        byproducts = List.copyOf(byproducts);
    }

    public Statement statement() {
        Json definition = Json.object(Map.of(
                "buildType", Json.of(BUILD_TYPE),
                "externalParameters",
                        Json.object(Map.of("package", Json.of(purl.toString()), "recipe", Json.of(recipe.toString()))),
                "resolvedDependencies", descriptors(inputs)));
        Json run = Json.object(Map.of(
                "builder", Json.object(Map.of("id", Json.of(builder))),
                "byproducts", descriptors(byproducts),
                "metadata", Json.object(Map.of("startedOn", time(began), "finishedOn", time(ended)))));
        return new Statement(
                outputs, Statement.PROVENANCE, Json.object(Map.of("buildDefinition", definition, "runDetails", run)));
    }

    private static Json descriptors(List<Subject> files) {
        return Json.array(files.stream().map(Provenance::descriptor).toList());
    }

    private static Json descriptor(Subject input) {
        return Json.object(Map.of("name", Json.of(input.name()), "digest", input.digestSet()));
    }

    private static Json time(Instant moment) {
        return Json.of(moment.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
