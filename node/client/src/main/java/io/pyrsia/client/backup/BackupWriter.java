package io.pyrsia.client.backup;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tuweni.bytes.Bytes;

/// Writes a backup: a ZIP with the files and, at its end, the manifest, so that it can be sent while it is made.
public final class BackupWriter {

    static final String MANIFEST = "manifest.json";

    private final ZipOutputStream zip;
    private final List<Manifest.Item> files = new ArrayList<>();

    public BackupWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        // What takes room in a store is compressed already.
        zip.setLevel(Deflater.BEST_SPEED);
    }

    public void add(String name, Path file) throws IOException {
        if (!Manifest.Item.isGood(name) || files.size() == Manifest.MAX_FILES) {
            throw new IOException("a backup has no place for " + name);
        }
        MessageDigest digest = Digest.Algorithm.SHA256.start();
        zip.putNextEntry(new ZipEntry(name));
        long bytes;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes = in.transferTo(zip);
        }
        zip.closeEntry();
        files.add(new Manifest.Item(name, bytes, new Digest(Digest.Algorithm.SHA256, Bytes.wrap(digest.digest()))));
    }

    /// Writes the manifest and the end; the stream stays open.
    public void finish(NodeId node, String network, Instant takenAt) throws IOException {
        Manifest manifest = new Manifest(Manifest.FORMAT, node, network, takenAt, files);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(
                CanonicalJson.bytes(RecordJson.write(Manifest.class, manifest)).toArrayUnsafe());
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }
}
