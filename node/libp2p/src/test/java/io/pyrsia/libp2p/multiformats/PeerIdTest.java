package io.pyrsia.libp2p.multiformats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTest {

    /// From the specification's page on peer ids.
    @ParameterizedTest
    @CsvSource({
        "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N, QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA, 12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA",
        "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe, QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"
    })
    void readsTheSpecificationsIds(String text, String base58) throws Malformed {
        assertEquals(base58, PeerId.parse(text).toString());
        assertEquals(PeerId.parse(text), PeerId.parse(PeerId.parse(text).toCid()));
    }

    @Test
    void writesTheSpecificationsCid() throws Malformed {
        assertEquals(
                "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe",
                PeerId.parse("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N").toCid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "Qm", "b", "z", "hello", "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5", "bafy"})
    void refusesWhatIsNone(String text) {
        assertThrows(Malformed.class, () -> PeerId.parse(text));
    }
}
