package io.pyrsia.base.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    /// RFC 8785, sections 3.2.2 (input) and 3.2.4 (the bytes of its canonical form).
    @Test
    void writesTheExampleOfTheStandard() throws Malformed {
        String input = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50,
                              2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }""";
        assertEquals(
                "7b226c69746572616c73223a5b6e756c6c2c7472"
                        + "75652c66616c73655d2c226e756d62657273223a"
                        + "5b3333333333333333332e333333333333332c31"
                        + "652b33302c342e352c302e3030322c31652d3237"
                        + "5d2c22737472696e67223a22e282ac245c753030"
                        + "30665c6e4127425c225c5c5c5c5c222f227d",
                CanonicalJson.bytes(JsonReader.read(input)).toUnprefixedHexString());
    }

    /// RFC 8785, section 3.2.3: names are sorted by UTF-16 code units.
    @Test
    void sortsNamesAsTheStandardSays() throws Malformed {
        String input = """
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }""";
        Json.Obj object = (Json.Obj) JsonReader.read(input);
        assertEquals(
                List.of(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh"),
                object.members().values().stream()
                        .map(value -> ((Json.Text) value).value())
                        .toList());
    }

    /// RFC 8785, appendix B: IEEE 754 bits and what they are written as.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsTheStandardSays(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertEquals(expected, CanonicalJson.text(new Json.Num(value)));
    }

    @Property
    void aNumberReadsBackAsItself(@ForAll double value) throws Malformed {
        Json.Num read = (Json.Num) JsonReader.read(CanonicalJson.text(new Json.Num(value)));
        assertEquals(value + 0.0, read.value());
    }

    @Property
    void aValueReadsBackAsItself(@ForAll("values") Json value) throws Malformed {
        Bytes written = CanonicalJson.bytes(value);
        Json read = JsonReader.read(written, written.size());
        assertEquals(value, read);
        assertEquals(written, CanonicalJson.bytes(read));
    }

    @Provide
    Arbitrary<Json> values() {
        Arbitrary<String> text = Arbitraries.strings()
                .ofMaxLength(20)
                .filter(candidate -> StandardCharsets.UTF_16.newEncoder().canEncode(candidate));
        Arbitrary<Json> scalars = Arbitraries.oneOf(
                text.map(Json.Text::new),
                Arbitraries.of(true, false).map(Json.Bool::new),
                Arbitraries.doubles().map(value -> new Json.Num(value + 0.0)),
                Arbitraries.just(new Json.Null()));
        return Arbitraries.recursive(
                () -> scalars,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4).map(Json::array),
                        Arbitraries.maps(text, inner).ofMaxSize(4).map(Json::object)),
                0,
                4);
    }
}
