package io.pyrsia.ledger.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.ledger.LogForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The published schema against the entries of a random log: types, patterns, and that no member is missing or new.
class SchemaTest {

    private static final Path SCHEMA = Path.of("../../docs/schema/entry-1.json");

    @Test
    void theSchemaSaysWhatIsWritten() throws IOException, Malformed {
        Json.Obj schema = (Json.Obj) JsonReader.read(Files.readString(SCHEMA));
        TreeMap<String, Json.Obj> byOperation = new TreeMap<>();
        for (Json branch : schema.array("oneOf")) {
            byOperation.put(((Json.Obj) branch).text("title"), (Json.Obj) branch);
        }
        TreeSet<String> seen = new TreeSet<>();
        List<Entry> entries = LogForTests.entriesOfAllKinds(3);
        for (Entry entry : entries) {
            String operation = entry.content().operation();
            Json.Obj branch = byOperation.get(operation);
            assertNotNull(branch, operation);
            check(schema.object("$defs"), branch, EntryWriter.json(entry), operation);
            seen.add(operation);
        }
        assertEquals(byOperation.keySet(), seen, "every operation was written and has a schema");
    }

    private static void check(Json.Obj defs, Json.Obj schema, Json value, String where) throws Malformed {
        if (schema.get("$ref") != null) {
            String name = schema.text("$ref").substring("#/$defs/".length());
            check(defs, defs.object(name), value, where);
            return;
        }
        switch (schema.text("type")) {
            case "object" -> checkObject(defs, schema, (Json.Obj) value, where);
            case "array" -> {
                for (Json item : ((Json.Array) value).items()) {
                    check(defs, schema.object("items"), item, where + "[]");
                }
            }
            case "string" -> {
                String text = ((Json.Text) value).value();
                boolean matches = schema.get("pattern") == null
                        || Pattern.compile(schema.text("pattern")).matcher(text).find();
                assertTrue(matches, where + ": " + text);
            }
            case "integer" -> {
                double number = ((Json.Num) value).value();
                assertTrue(number == Math.rint(number) && number >= schema.integer("minimum"), where);
                assertTrue(number <= schema.integer("maximum"), where);
            }
            case "boolean" -> assertTrue(value instanceof Json.Bool, where);
            default -> throw new AssertionError("this schema uses no " + schema.text("type"));
        }
    }

    private static void checkObject(Json.Obj defs, Json.Obj schema, Json.Obj value, String where) throws Malformed {
        Json.Obj properties = schema.object("properties");
        for (Json required : schema.array("required")) {
            String name = ((Json.Text) required).value();
            assertTrue(value.members().containsKey(name), where + " lacks " + name);
        }
        for (Map.Entry<String, Json> member : value.members().entrySet()) {
            String name = member.getKey();
            assertTrue(properties.members().containsKey(name), where + " has " + name);
            check(defs, properties.object(name), member.getValue(), where + "." + name);
        }
    }
}
