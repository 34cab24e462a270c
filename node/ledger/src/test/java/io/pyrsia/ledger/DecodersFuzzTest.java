package io.pyrsia.ledger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Tag;

/// One fuzz target for each decoder. With `JAZZER_FUZZ=1` and one method as `-Dtest` it looks for new inputs; without,
/// the kept ones are tried again. Its instrumentation is slow: run it with `-Plong`.
@Tag("long")
class DecodersFuzzTest {

    @FuzzTest
    void transaction(byte[] input) {
        Decoders.transaction(Bytes.wrap(input));
    }

    @FuzzTest
    void entry(byte[] input) {
        Decoders.entry(Bytes.wrap(input));
    }

    @FuzzTest
    void snapshot(byte[] input) {
        Decoders.snapshot(Bytes.wrap(input));
    }

    @FuzzTest
    void genesis(byte[] input) {
        Decoders.genesis(Bytes.wrap(input));
    }

    @FuzzTest
    void indexKey(byte[] input) {
        Decoders.indexKey(Bytes.wrap(input));
    }

    @FuzzTest
    void cursor(byte[] input) {
        Decoders.cursor(Bytes.wrap(input));
    }

    @FuzzTest
    void proof(byte[] input) {
        Decoders.proof(Bytes.wrap(input));
    }
}
