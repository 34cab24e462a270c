package io.pyrsia.server.build;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tuweni.bytes.Bytes;

/// Blobs that are small enough to hold in memory: lists, statements, envelopes, recipes.
final class SmallBlobs {

    static final int MAX_BYTES = 4 << 20;

    private final BlobStore blobs;

    SmallBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    Bytes read(Digest digest, String what) throws Malformed, IOException {
        BlobReader reader = blobs.read(digest).orElseThrow(() -> new Malformed(what + " is not here yet"));
        return read(reader, what);
    }

    /// All of what a reader has, which is closed.
    static Bytes read(BlobReader reader, String what) throws Malformed, IOException {
        try (InputStream in = reader.stream(0)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Malformed(what + " is larger than " + MAX_BYTES + " bytes");
            }
            return Bytes.wrap(bytes);
        }
    }

    Digest keep(Bytes content) throws IOException {
        Digest digest = Digest.sha256(content);
        if (!blobs.contains(digest)) {
            try (BlobWriter writer = blobs.write(Expectation.of(digest, content.size()))) {
                writer.write(content.toArrayUnsafe(), 0, content.size());
                writer.commit();
            }
        }
        return digest;
    }
}
