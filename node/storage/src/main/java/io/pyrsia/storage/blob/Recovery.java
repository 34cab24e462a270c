package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Brings folder and rows together when the store is opened: files without a row go, and rows without their file.
record Recovery(BlobDisk disk, BlobRows rows, Layout layout) {

    private static final int FANS = 256;

    /// The bytes that the store holds.
    long run() throws IOException {
        Files.createDirectories(layout.partials());
        Files.createDirectories(layout.arrivals());
        for (Path left : files(layout.arrivals())) {
            disk.delete(left);
        }
        long bytes = 0;
        for (int first = 0; first < FANS; first++) {
            Files.createDirectories(layout.fan(first));
        }
        disk.syncFolder(layout.whole());
        for (int first = 0; first < FANS; first++) {
            bytes += folder(first);
        }
        return bytes + partials();
    }

    private long partials() throws IOException {
        Set<String> without = new HashSet<>();
        for (Path file : files(layout.partials())) {
            without.add(file.getFileName().toString());
        }
        List<Descriptor> gone = new ArrayList<>();
        AtomicLong bytes = new AtomicLong();
        rows.eachPartial(partial -> {
            Descriptor descriptor = partial.descriptor();
            if (rows.blob(descriptor.sha256()) == null
                    && without.remove(descriptor.sha256().hex())) {
                bytes.addAndGet(descriptor.size());
            } else {
                gone.add(descriptor);
            }
        });
        Batch batch = new Batch();
        gone.forEach(descriptor -> BlobRows.deletePartial(batch, descriptor.sha256()));
        note(batch);
        for (String name : without) {
            disk.delete(layout.partials().resolve(name));
        }
        return bytes.get();
    }

    private void note(Batch batch) {
        if (!batch.isEmpty()) {
            disk.note(batch);
        }
    }

    private long folder(int first) throws IOException {
        Path folder = layout.fan(first);
        Set<String> without = new HashSet<>();
        for (Path file : files(folder)) {
            without.add(file.getFileName().toString());
        }
        long bytes = 0;
        Digest after = null;
        Batch gone = new Batch();
        List<Blob> page = rows.blobsFrom(first, after);
        while (!page.isEmpty()) {
            for (Blob blob : page) {
                if (without.remove(blob.sha256().hex())) {
                    bytes += blob.size();
                } else {
                    BlobRows.delete(gone, blob);
                }
                after = blob.sha256();
            }
            page = rows.blobsFrom(first, after);
        }
        note(gone);
        for (String name : without) {
            disk.delete(folder.resolve(name));
        }
        return bytes;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
