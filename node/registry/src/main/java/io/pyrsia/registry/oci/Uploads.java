package io.pyrsia.registry.oci;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.registry.oci.OciError.Code;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import io.pyrsia.storage.blob.WrongBytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Blobs that clients are pushing, in one piece or in many. An upload lives in memory and a temporary file: after a
/// restart the client begins again.
final class Uploads {

    private static final int MAX_UPLOADS = 128;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final int BUFFER_BYTES = 64 << 10;

    /// One upload; its writer and time are used under its lock.
    static final class Upload {

        final String id = UUID.randomUUID().toString();
        final String repository;
        private final ReentrantLock lock = new ReentrantLock();
        private final BlobWriter writer;
        private volatile long usedAt;

        Upload(String repository, BlobWriter writer, long now) {
            this.repository = repository;
            this.writer = writer;
            this.usedAt = now;
        }
    }

    /// Hears of progress.
    interface Progress {
        void moved();
    }

    private final BlobStore store;
    private final Clock clock;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    Uploads(BlobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Upload begin(String repository, Expectation expected) throws OciError, IOException {
        forgetOld();
        if (uploads.size() >= MAX_UPLOADS) {
            throw new OciError(429, Code.TOOMANYREQUESTS, "there are " + MAX_UPLOADS + " uploads under way already");
        }
        Upload upload = new Upload(repository, store.write(expected), clock.nanos());
        uploads.put(upload.id, upload);
        return upload;
    }

    Upload find(String repository, String id) throws OciError {
        Upload upload = uploads.get(id);
        if (upload == null || !upload.repository.equals(repository)) {
            throw new OciError(404, Code.BLOB_UPLOAD_UNKNOWN, "there is no such upload; begin again");
        }
        return upload;
    }

    long written(Upload upload) {
        upload.lock.lock();
        try {
            return upload.writer.written();
        } finally {
            upload.lock.unlock();
        }
    }

    /// Adds bytes that begin where the upload ends now.
    ///
    /// @param start where the client thinks that it is; -1 if it does not say
    long append(Upload upload, long start, InputStream body, Progress progress) throws OciError, IOException {
        if (!upload.lock.tryLock()) {
            throw new OciError(416, Code.BLOB_UPLOAD_INVALID, "another request writes to this upload");
        }
        try {
            if (start >= 0 && start != upload.writer.written()) {
                throw new OciError(
                        416,
                        Code.BLOB_UPLOAD_INVALID,
                        "the upload has " + upload.writer.written() + " bytes, a part begins at " + start);
            }
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                upload.usedAt = clock.nanos();
                progress.moved();
                upload.writer.write(buffer, 0, read);
            }
            return upload.writer.written();
        } finally {
            upload.lock.unlock();
        }
    }

    /// Ends an upload; it is gone whether or not it was what it should be.
    Blob finish(Upload upload, Digest digest) throws OciError, IOException {
        upload.lock.lock();
        try (BlobWriter writer = upload.writer) {
            uploads.remove(upload.id);
            return writer.commit(digest);
        } catch (WrongBytes e) {
            throw new OciError(400, Code.DIGEST_INVALID, String.valueOf(e.getMessage()));
        } finally {
            upload.lock.unlock();
        }
    }

    void cancel(Upload upload) throws IOException {
        upload.lock.lock();
        try {
            uploads.remove(upload.id);
            upload.writer.close();
        } finally {
            upload.lock.unlock();
        }
    }

    private void forgetOld() throws IOException {
        for (Iterator<Upload> all = uploads.values().iterator(); all.hasNext(); ) {
            Upload upload = all.next();
            if (clock.nanos() - upload.usedAt > FORGOTTEN_AFTER.toNanos() && upload.lock.tryLock()) {
                try {
                    all.remove();
                    upload.writer.close();
                } finally {
                    upload.lock.unlock();
                }
            }
        }
    }
}
