package io.pyrsia.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The published schema against what the reader takes: the same members, and the same texts are right.
class RecipeSchemaTest {

    private static final Path SCHEMA = Path.of("../docs/schema/recipe-1.json");

    /// A recipe as the writer writes it has every member that there is.
    @Test
    void theSchemaSaysWhatIsWritten() throws IOException, Malformed {
        Json.Obj schema = (Json.Obj) JsonReader.read(Files.readString(SCHEMA));
        Reading reading = RecipeReader.read(RecipeReaderTest.WHOLE);
        assertTrue(reading instanceof Reading.Valid, reading.toString());
        Json.Obj written = RecipeWriter.json(((Reading.Valid) reading).recipe());
        check(schema, schema, written, "recipe");
        assertEquals(
                schema.object("properties").members().keySet(),
                written.members().keySet());
        assertEquals(
                schema.object("properties")
                        .object("env")
                        .object("properties")
                        .members()
                        .keySet(),
                written.object("env").members().keySet());
    }

    private static void check(Json.Obj root, Json.Obj schema, Json value, String where) throws Malformed {
        if (schema.get("$ref") != null) {
            check(root, root.object("$defs").object(schema.text("$ref").substring("#/$defs/".length())), value, where);
        }
        if (schema.get("oneOf") != null) {
            String kind = ((Json.Obj) value).text("kind");
            Json.Obj reference = (Json.Obj) schema.array("oneOf")
                    .get(List.of("registry", "archive", "git").indexOf(kind));
            check(root, reference, value, where);
        }
        if (schema.get("enum") != null) {
            assertTrue(schema.array("enum").contains(value), where);
        }
        switch (value) {
            case Json.Obj object -> checkObject(root, schema, object, where);
            case Json.Array array -> {
                for (Json item : array.items()) {
                    check(root, schema.get("items") == null ? schema : schema.object("items"), item, where + "[]");
                }
            }
            case Json.Text text -> {
                if (schema.get("pattern") != null) {
                    assertTrue(
                            Pattern.compile(schema.text("pattern"))
                                    .matcher(text.value())
                                    .find(),
                            where);
                }
            }
            default -> assertTrue(value instanceof Json.Num, where);
        }
    }

    private static void checkObject(Json.Obj root, Json.Obj schema, Json.Obj object, String where) throws Malformed {
        if (schema.get("properties") == null) {
            return;
        }
        TreeSet<String> known =
                new TreeSet<>(schema.object("properties").members().keySet());
        assertTrue(
                known.containsAll(object.members().keySet()),
                () -> where + ": " + object.members().keySet());
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            String inside = where + "." + member.getKey();
            check(root, schema.object("properties").object(member.getKey()), member.getValue(), inside);
        }
    }
}
