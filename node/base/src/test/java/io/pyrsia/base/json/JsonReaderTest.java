package io.pyrsia.base.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Property
    void junkIsRefusedInOneLine(@ForAll byte[] junk) {
        try {
            assertFalse(CanonicalJson.text(JsonReader.read(Bytes.wrap(junk), 1_000_000))
                    .isEmpty());
        } catch (Malformed refused) {
            assertEquals(1, refused.reason().lines().count());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "1e400",
                "NaN",
                "nul",
                "1 2",
                "{} x",
                "'single'",
                "{a:1}",
                "[1] // comment",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "\"\\x\"",
                "01",
                "+1",
                "\"line\nbreak\""
            })
    void whatIsNotStrictJsonIsRefused(String text) {
        assertThrows(Malformed.class, () -> JsonReader.read(text));
    }

    @Test
    void depthSizeAndOtherEncodingsAreRefused() {
        String deep = "[".repeat(JsonReader.MAX_DEPTH + 1) + "]".repeat(JsonReader.MAX_DEPTH + 1);
        assertThrows(Malformed.class, () -> JsonReader.read(deep));
        assertThrows(Malformed.class, () -> JsonReader.read(Bytes.of('[', '1', ']'), 2));
        assertThrows(
                Malformed.class,
                () -> JsonReader.read(Bytes.wrap("\"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1)), 99));
        assertThrows(Malformed.class, () -> JsonReader.read(Bytes.wrap("{}".getBytes(StandardCharsets.UTF_16)), 99));
    }

    @Test
    void membersSayWhatIsWrongWithThem() throws Malformed {
        Json.Obj object = (Json.Obj) JsonReader.read("{\"name\":\"x\",\"half\":1.5,\"list\":[1],\"inner\":{}}");
        assertEquals("x", object.text("name"));
        assertEquals(1, object.array("list").size());
        assertEquals(Map.of(), object.object("inner").members());
        assertEquals("'half' is not a whole number", reason(() -> object.integer("half")));
        assertEquals("'size' is missing", reason(() -> object.integer("size")));
        assertEquals("'name' is not a list", reason(() -> object.array("name")));
    }

    private interface Reading {
        void run() throws Malformed;
    }

    private static String reason(Reading reading) {
        return assertThrows(Malformed.class, reading::run).reason();
    }
}
