package io.pyrsia.crds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A request's recipe has the members of a recipe as builders read it, but for the two that the request says itself.
class RecipeFieldsTest {

    private static final Path SCHEMA = Path.of("../docs/schema/recipe-1.json");
    private static final Path DEFINITION = Path.of("src/main/resources/io/pyrsia/crds/buildrequests.pyrsia.io-v1.yml");

    @Test
    void noMemberIsMissingAndNoneIsInvented() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(SCHEMA));
        Set<String> known = new TreeSet<>();
        members("", schema, schema, known);
        known.remove("v");
        known.remove("purl");
        JsonNode definition = Serialization.unmarshal(Files.readString(DEFINITION), JsonNode.class);
        JsonNode recipe = definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/recipe");
        Set<String> ours = new TreeSet<>();
        members("", recipe, recipe, ours);
        assertEquals(known, ours);
    }

    /// All members below a schema, each with its way from there.
    private static void members(String from, JsonNode at, JsonNode schema, Set<String> found) {
        if (at.has("$ref")) {
            members(from, schema.at(at.get("$ref").asText().substring(1)), schema, found);
        }
        at.path("oneOf").forEach(choice -> members(from, choice, schema, found));
        if (at.has("items")) {
            members(from, at.get("items"), schema, found);
        }
        at.path("properties").properties().forEach(member -> {
            found.add(from + member.getKey());
            members(from + member.getKey() + ".", member.getValue(), schema, found);
        });
    }
}
