package io.pyrsia.storage;

import org.apache.tuweni.bytes.Bytes;

/// One key and what is stored under it.
public record Row(Bytes key, Bytes value) {}
