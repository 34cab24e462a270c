package io.pyrsia.builder.pod;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.work.HandOver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// Blobs in a folder, each under its SHA-256.
final class Shelf implements HandOver.Shelf {

    private final Path folder;
    private final TreeSet<String> given = new TreeSet<>(); // Owner: the thread that collects.

    Shelf(Path folder) {
        this.folder = folder;
    }

    @Override
    public Digest give(Instant end, Bytes content) throws IOException {
        Digest digest = Digest.sha256(content);
        Files.write(file(digest), content.toArrayUnsafe());
        given.add(digest.hex());
        return digest;
    }

    @Override
    public Digest give(Instant end, Digest digest, Path file) throws IOException {
        Files.copy(file, file(digest), StandardCopyOption.REPLACE_EXISTING);
        given.add(digest.hex());
        return digest;
    }

    /// Everything that was given.
    List<Digest> digests() {
        return given.stream()
                .map(hex -> new Digest(Digest.Algorithm.SHA256, Bytes.fromHexString(hex)))
                .toList();
    }

    Path file(Digest digest) {
        return folder.resolve(digest.hex());
    }
}
