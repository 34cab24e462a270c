package io.pyrsia.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    @Test
    void hashesAsTheStandardSays() {
        assertEquals(
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Digest.sha256(Bytes.of('a', 'b', 'c')).toString());
        assertEquals(
                "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                Digest.of(Digest.Algorithm.SHA512, Bytes.of('a', 'b', 'c')).toString());
    }

    @Property(tries = 200)
    void readsWhatItWrites(@ForAll byte[] content, @ForAll Digest.Algorithm algorithm) throws Malformed {
        Digest digest = Digest.of(algorithm, Bytes.wrap(content));
        assertEquals(digest, Digest.parse(digest.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "md5:900150983cd24fb0d6963f7d28e17f72",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha256:zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void refusesEverythingElse(String text) {
        assertThrows(Malformed.class, () -> Digest.parse(text));
    }
}
