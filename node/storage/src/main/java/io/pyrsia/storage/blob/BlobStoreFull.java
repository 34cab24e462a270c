package io.pyrsia.storage.blob;

import java.io.IOException;

/// There is no room for a blob within the quota, and nothing more that may be evicted.
public final class BlobStoreFull extends IOException {

    private static final long serialVersionUID = 1L;

    BlobStoreFull(String sentence) {
        super(sentence);
    }
}
