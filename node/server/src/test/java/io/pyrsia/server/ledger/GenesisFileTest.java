package io.pyrsia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The genesis document: read back as written, one network each, and strict.
class GenesisFileTest {

    private final GenesisDocument document = new GenesisDocument(
            "test",
            "log.test/pyrsia",
            1_000,
            IntStream.range(0, 4).mapToObj(LedgerNodeTest::builder).toList(),
            List.of(LedgerNodeTest.builder(7)),
            List.of(),
            Parameters.DEFAULT,
            Limits.DEFAULT);

    private final String text = new String(GenesisFile.write(document).toArrayUnsafe(), StandardCharsets.UTF_8);

    private static GenesisDocument read(String json) throws Malformed {
        return GenesisFile.read(Bytes.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void comesBackInAnyLayout() throws Malformed {
        assertEquals(document, read(text));
        assertEquals(document, read("  " + text.replace(",", " ,\n  ")));
        assertEquals(document.networkId(), read(text).networkId());
    }

    @Test
    void whateverChangesItIsAnotherNetwork() throws Malformed {
        GenesisDocument other = read(text.replace("\"time_ms\":1000", "\"time_ms\":1001"));
        assertNotEquals(document.networkId(), other.networkId());
        assertNotEquals(
                document.networkId(),
                read(text.replace("\"rounds\":3", "\"rounds\":4")).networkId());
        assertEquals("test-", document.networkId().name().substring(0, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version":1 | "version":2
            "version":1 | "version":1,"more":1
            "rounds":3 | "rounds":3,"more":1
            "rounds":3 | "rounds":0
            "rounds":3 | "rounds":-1
            "name":"test" | "name":"Test"
            "name":"test" | "name":"a-name-that-is-longer-than-it-may-be"
            "origin":"log.test/pyrsia" | "origin":"log test"
            "origin":"log.test/pyrsia" | "origin":"log+test"
            "builders":[] | "builders":["00"]
            "builders":[] | "builders":[1]
            "builders":[], |
            """)
    void refusesWhatIsNotADocument(String part, @Nullable String replacement) {
        String changed = text.replace(part, replacement == null ? "" : replacement);
        assertNotEquals(text, changed);
        assertThrows(Malformed.class, () -> read(changed));
    }

    @Test
    void fewerThanFourAuthoritiesCannotAgree() {
        String three = text.replace("\"" + document.authorities().getFirst() + "\",", "");
        assertThrows(Malformed.class, () -> read(three));
    }
}
