package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One file as an entry states it: its name, all its digests, and how it is fetched in pieces.
public record Artifact(
        Purl purl, Digest sha256, @Nullable Digest sha512, long size, Bytes pieceRoot, String mediaType) {}
