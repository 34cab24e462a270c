package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import java.time.Instant;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What is known of a blob that is whole.
///
/// @param sha512 where it was computed: if somebody asked for it, or nobody knew the digest beforehand
/// @param pieceRoot the root of its [io.pyrsia.base.PieceTree]
/// @param lastUse when it was last opened, to the minute
public record Blob(Digest sha256, @Nullable Digest sha512, long size, Bytes pieceRoot, Instant lastUse) {

    /// What others need to fetch it.
    public Descriptor descriptor() {
        return new Descriptor(sha256, size, pieceRoot);
    }
}
