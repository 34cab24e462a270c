package io.pyrsia.builder.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Reports in their three forms, of names that would like to be more than names.
class ReportTest {

    private static final String NASTY = "a<script>alert(1)</script>\"&\u001b[2J\n";

    private static final Report REPORT = new Report(
            Level.X,
            List.of("members are in another order, first at '" + NASTY + "'"),
            IntStream.range(0, 300)
                    .mapToObj(i -> new Difference(
                            i == 0 ? NASTY : "file " + i, i == 0 ? Level.X : Level.E2, List.of("content differs")))
                    .toList());

    @Test
    void aTerminalGetsNoControlCharacters() {
        String text = REPORT.text();
        assertTrue(text.lines().allMatch(line -> line.chars().noneMatch(Character::isISOControl)));
        assertTrue(text.lines().toList().get(2).startsWith("  X a<script>"), "the most different comes first");
        assertTrue(text.endsWith("  … and 100 more\n"));
    }

    @Test
    void programsGetAllThatIsKnown() throws Malformed {
        Json json = JsonReader.read(Bytes.wrap(REPORT.json().getBytes(StandardCharsets.UTF_8)), 1 << 20);
        Json.Obj report = (Json.Obj) json;
        assertEquals("X", report.text("level"));
        assertEquals(Json.of(300), report.get("differing"));
        assertEquals(200, report.array("differences").size());
        assertEquals(NASTY, ((Json.Obj) report.array("differences").getFirst()).text("path"));
    }

    @Test
    void aBrowserGetsTextAndNoMarkupOfStrangers() {
        String html = REPORT.html();
        assertFalse(html.contains("<script"));
        assertTrue(html.contains("a&lt;script&gt;alert(1)"));
        assertTrue(html.contains("<p>… and 100 more"));
        String table = html.substring(html.indexOf("<table>"), html.indexOf("</table>"));
        assertEquals(201, table.split("<tr>", -1).length - 1);
    }
}
