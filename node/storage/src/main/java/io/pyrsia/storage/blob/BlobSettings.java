package io.pyrsia.storage.blob;

import io.pyrsia.base.ByteSize;

/// How much disk the blob store may use.
///
/// @param quota of blobs that are whole, partial or arriving; the longest unused leave first
public record BlobSettings(ByteSize quota) {

    /// For authorities, which keep everything.
    public static BlobSettings unlimited() {
        return new BlobSettings(new ByteSize(Long.MAX_VALUE));
    }
}
