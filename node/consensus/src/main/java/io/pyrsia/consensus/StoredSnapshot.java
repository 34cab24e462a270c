package io.pyrsia.consensus;

import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A snapshot as it lies in a store; `received` is the proof it came with, if it came from a peer.
public record StoredSnapshot(
        Header base,
        AppliedBlock applied,
        Bytes state,
        @Nullable Snapshot received) {}
