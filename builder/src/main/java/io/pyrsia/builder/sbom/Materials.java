package io.pyrsia.builder.sbom;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.builder.execute.Outcome;
import io.pyrsia.builder.fetch.Input;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.toolchain.Toolchain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.tuweni.bytes.Bytes;

/// What one build was made of: its source, its toolchains, and all that its fetch phase was given.
///
/// Toolchains are named whether they were fetched for this build or kept from another one, so that two builders with
/// the same inputs write the same.
public final class Materials {

    private final Recipe recipe;
    private final List<Toolchain> tools;
    private final List<Input> dependencies = new ArrayList<>();
    private final List<Input> source = new ArrayList<>();

    private Materials(Recipe recipe, List<Toolchain> tools) {
        this.recipe = recipe;
        this.tools = tools;
    }

    public static Materials of(Recipe recipe, Outcome.Built built) {
        Materials materials = new Materials(recipe, built.tools());
        TreeSet<String> ofTools = built.tools().stream()
                .flatMap(tool -> tool.archives().stream())
                .map(archive -> archive.registry() + "/" + archive.path())
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<Digest> wanted = sourceDigest(recipe.source());
        for (Input input : built.inputs()) {
            if (input.isCommit() || (wanted.isPresent() && wanted.get().equals(input.digest()))) {
                materials.source.add(input);
            } else if (!ofTools.contains(name(input))) {
                materials.dependencies.add(input);
            }
        }
        return materials;
    }

    private static Optional<Digest> sourceDigest(Recipe.Source source) {
        return switch (source) {
            case Recipe.Source.Registry from -> Optional.of(from.digest());
            case Recipe.Source.Archive from -> Optional.of(from.digest());
            case Recipe.Source.Git _ -> Optional.empty();
        };
    }

    private static String name(Input input) {
        return input.registry() + "/" + input.path();
    }

    /// Everything by name and digest: source, toolchains, then the rest.
    public List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        source.forEach(input -> subjects.add(new Subject(name(input), input.digest())));
        for (Toolchain tool : tools) {
            tool.archives()
                    .forEach(archive ->
                            subjects.add(new Subject(archive.registry() + "/" + archive.path(), archive.digest())));
        }
        dependencies.forEach(input -> subjects.add(new Subject(name(input), input.digest())));
        return subjects;
    }

    /// The packages that the fetch phase brought in, one package URL a line, sorted.
    public Bytes packages() {
        TreeSet<Purl> purls = new TreeSet<>();
        dependencies.forEach(input -> InputPackage.of(input).ifPresent(purls::add));
        String lines = purls.stream().map(purl -> purl + "\n").collect(Collectors.joining());
        return Bytes.wrap(lines.getBytes(StandardCharsets.UTF_8));
    }

    /// The bill of materials as CycloneDX 1.6 writes it. It has neither a time nor a number of its own.
    public Bytes cycloneDx() {
        List<Json> components = new ArrayList<>();
        List<Json> references = new ArrayList<>();
        for (Input input : dependencies) {
            if (!input.index()) {
                components.add(component(input));
                references.add(Json.of(name(input)));
            }
        }
        for (Toolchain tool : tools) {
            components.add(Json.object(Map.of(
                    "type", Json.of("application"),
                    "bom-ref", Json.of("toolchain/" + tool.name()),
                    "name", Json.of(tool.name()),
                    "version", Json.of(tool.version()),
                    "scope", Json.of("excluded"))));
        }
        String built = recipe.purl().toString();
        return CanonicalJson.bytes(Json.object(Map.of(
                "bomFormat", Json.of("CycloneDX"),
                "specVersion", Json.of("1.6"),
                "version", Json.of(1),
                "metadata", Json.object(Map.of("component", Json.object(about("library", built, recipe.purl())))),
                "components", Json.array(components),
                "dependencies",
                        Json.array(List.of(
                                Json.object(Map.of("ref", Json.of(built), "dependsOn", Json.array(references))))))));
    }

    private static Json component(Input input) {
        Optional<Purl> purl = InputPackage.of(input);
        Map<String, Json> members = purl.map(found -> about("library", name(input), found))
                .orElseGet(() -> new TreeMap<>(Map.of(
                        "type", Json.of("file"), "bom-ref", Json.of(name(input)), "name", Json.of(name(input)))));
        members.put(
                "hashes",
                Json.array(List.of(Json.object(Map.of(
                        "alg", Json.of("SHA-256"),
                        "content", Json.of(input.digest().hex()))))));
        return Json.object(members);
    }

    private static Map<String, Json> about(String type, String reference, Purl purl) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("type", Json.of(type));
        members.put("bom-ref", Json.of(reference));
        members.put("name", Json.of(purl.name()));
        members.put("purl", Json.of(purl.toString()));
        Optional.ofNullable(purl.namespace()).ifPresent(group -> members.put("group", Json.of(group)));
        Optional.ofNullable(purl.version()).ifPresent(version -> members.put("version", Json.of(version)));
        return members;
    }
}
