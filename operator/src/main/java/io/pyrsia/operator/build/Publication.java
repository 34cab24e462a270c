package io.pyrsia.operator.build;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Instruction.Source.Kind;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.crds.Recipe;
import io.pyrsia.operator.node.Stage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// A recipe that came with a request, as the network has it.
///
/// @param content what builders read
record Publication(Purl purl, Bytes content, Instruction.Source source) {

    /// What a recipe can be at most.
    static final int MAX_BYTES = 64 << 10;

    private static final String FORMAT = "1";

    static Publication of(Purl purl, Recipe recipe) throws Malformed {
        Bytes written = Bytes.wrap(Serialization.asJson(recipe).getBytes(StandardCharsets.UTF_8));
        if (!(JsonReader.read(written, MAX_BYTES) instanceof Json.Obj parts)) {
            throw new Malformed("a recipe is an object");
        }
        TreeMap<String, Json> members = new TreeMap<>(parts.members());
        members.put("v", new Json.Text(FORMAT));
        members.put("purl", new Json.Text(purl.toString()));
        return new Publication(purl, CanonicalJson.bytes(new Json.Obj(members)), source(recipe.source()));
    }

    /// Publishes it by an authority, unless the network has it.
    ///
    /// @return nothing if the network has it now
    Optional<Stage> by(ApiClient node) throws IOException, InterruptedException, ApiRefusal {
        Digest digest = Digest.sha256(content);
        Optional<Instruction.Recipe> there = node.recipe(purl);
        if (there.isPresent()) {
            return there.get().digest().equals(digest)
                    ? Optional.empty()
                    : Optional.of(new Stage.Stuck(
                            "AnotherRecipe",
                            "the network builds it by the recipe " + there.get().digest() + " and not by " + digest
                                    + ": leave spec.recipe out, or have an authority replace the recipe"));
        }
        node.give(digest, BodyPublishers.ofByteArray(content.toArrayUnsafe()));
        Receipt _ = node.submit(
                new Instruction.PublishRecipe(new Instruction.Recipe(purl, digest, source, false, List.of())));
        return Optional.empty();
    }

    /// The source as the ledger names it.
    private static Instruction.Source source(Recipe.Source source) {
        return switch (source.kind()) {
            case "registry" ->
                new Instruction.Source(
                        Kind.REGISTRY, source.registry() + "/" + source.path(), "sha256:" + source.sha256());
            case "archive" ->
                new Instruction.Source(Kind.ARCHIVE, String.valueOf(source.url()), "sha256:" + source.sha256());
            default -> new Instruction.Source(Kind.GIT, String.valueOf(source.url()), "git:" + source.commit());
        };
    }
}
