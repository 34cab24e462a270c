package io.pyrsia.ledger.codec;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;

/// The one way to write a value as bytes: equal values give equal bytes, and only what was written is read.
public interface Codec<V> {

    void write(V value, ByteWriter out);

    V read(ByteReader in) throws Malformed;
}
