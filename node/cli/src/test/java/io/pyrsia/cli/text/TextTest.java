package io.pyrsia.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void columnsStandOneBelowTheOther() {
        Table table = new Table(List.of("NAME", "HEIGHT"))
                .row("short", "1")
                .row("日本", "22")
                .row("much longer", "");
        assertEquals(
                List.of("NAME         HEIGHT", "short        1", "日本         22", "much longer"), table.lines(false));
        assertThrows(IllegalArgumentException.class, () -> table.row("one"));
    }

    @Test
    void coloursDoNotMoveColumns() {
        Table table = new Table(List.of()).row(List.of(new Cell("bad", Style.BAD), new Cell("x")));
        assertEquals(List.of("\033[31mbad\033[0m  x"), table.lines(true));
    }

    @Test
    void coloursAreForTerminalsOnly() {
        assertTrue(Style.wanted(true, Map.of("TERM", "xterm")));
        assertTrue(Style.wanted(true, Map.of("NO_COLOR", "")));
        assertFalse(Style.wanted(false, Map.of()));
        assertFalse(Style.wanted(true, Map.of("NO_COLOR", "1")));
        assertFalse(Style.wanted(true, Map.of("TERM", "dumb")));
    }

    @Test
    void nothingFromElsewhereSteersTheTerminal() {
        StringWriter out = new StringWriter();
        String hostile = "a\033[2Jb\u009bc\u202ed\r\ne";
        new Page(new PrintWriter(out, true), true).line(hostile).table(new Table(List.of()).row(hostile, "x"));
        assertEquals(
                "a\ufffd[2Jb\ufffdc\ufffdd\ufffd\ufffde\na\ufffd[2Jb\ufffdc\ufffdd\ufffd\ufffde  x\n", out.toString());
        assertEquals("\"a\\u001b[2Jb\\u009bc\\u202ed\\r\\ne\"\n", JsonText.of(Json.of(hostile)));
        assertEquals("\"a\\u001b[2Jb\\u009bc\\u202ed\\r\\ne\"\n", YamlText.of(Json.of(hostile)));
    }

    @Test
    void yamlSaysTheSameInBlocks() {
        Json json = Json.object(Map.of(
                "plain", Json.of("word"),
                "quoted", Json.of("no"),
                "colon", Json.of("a: b"),
                "number", Json.of(7),
                "text_number", Json.of("7"),
                "nothing", new Json.Null(),
                "none", Json.array(List.of()),
                "nested", Json.array(List.of(Json.object(Map.of("a", Json.of(1), "b", Json.of(true))), Json.of("x")))));
        assertEquals("""
                colon: "a: b"
                nested:
                  -
                    a: 1
                    b: true
                  - x
                none: []
                nothing: null
                number: 7
                plain: word
                quoted: "no"
                text_number: "7"
                """, YamlText.of(json).replace("- \n", "-\n"));
    }

    @Property(tries = 300)
    void printedJsonReadsBackAsItWas(@ForAll("values") Json json) throws Malformed {
        assertEquals(json, JsonReader.read(JsonText.of(json)));
    }

    @Provide
    static Arbitrary<Json> values() {
        Arbitrary<Json> texts = Arbitraries.strings().map(TextTest::text);
        Arbitrary<Json> numbers =
                Arbitraries.longs().between(-Json.MAX_INTEGER, Json.MAX_INTEGER).map(Json::of);
        Arbitrary<Json> scalars = Arbitraries.oneOf(texts, numbers, Arbitraries.of(new Json.Null(), Json.of(true)));
        return Arbitraries.recursive(() -> scalars, TextTest::containers, 0, 3);
    }

    private static Arbitrary<Json> containers(Arbitrary<Json> inner) {
        Arbitrary<Json> arrays = inner.list().ofMaxSize(3).map(Json::array);
        Arbitrary<Json> objects = Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), inner)
                .ofMaxSize(3)
                .map(members -> Json.object(new TreeMap<>(members)));
        return Arbitraries.oneOf(arrays, objects);
    }

    private static Json text(String any) {
        StringBuilder text = new StringBuilder();
        any.codePoints().filter(c -> c < 0xd800 || c > 0xdfff).forEach(text::appendCodePoint);
        return Json.of(text.toString());
    }
}
