package io.pyrsia.storage;

import org.apache.tuweni.bytes.Bytes;

/// Takes rows to be written: a [Batch] (`batch::put`), or what is stored later in the batch of its block.
@FunctionalInterface
public interface RowSink {
    void put(Column column, Bytes key, Bytes value);
}
