package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.ledger.trust.Trust;
import java.util.Optional;

/// What a name means.
///
/// @param registry the upstream it is from, or [Names#LOCAL]
/// @param digest empty while bytes arrive under a name that nobody knew the digest of
/// @param size -1 if it is not known
/// @param mediaType empty if nobody said
/// @param modified the upstream's Last-Modified, as it wrote it; empty if it gave none
/// @param trust what the log says of the bytes; empty if it does not know them
public record Found(
        Item item,
        String registry,
        Optional<Digest> digest,
        long size,
        String mediaType,
        String modified,
        Optional<Trust> trust) {}
