package io.pyrsia.client.backup;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A backup as a file, from anywhere: nothing of it is used before all of it was found to be what the manifest says.
public final class BackupFile {

    /// Says in a node's folder that its store was restored, and belongs to whichever key is used with it first.
    public static final String RESTORED = "pyrsia-restored";

    /// What a folder may not have when a backup is restored into it.
    private static final List<String> IN_THE_WAY = List.of("store", "pyrsia-data", RESTORED);

    private static final String STAGING = "restoring";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;

    public BackupFile(Path file) {
        this.file = file;
    }

    /// Reads all of it and compares every digest.
    public Manifest check() throws IOException, Malformed {
        try (ZipFile zip = open()) {
            Manifest manifest = manifest(zip);
            for (Manifest.Item item : manifest.files()) {
                copy(zip, item, OutputStream.nullOutputStream());
            }
            return manifest;
        }
    }

    /// Puts the files into a node's folder that has no data yet; whole or not at all.
    public Manifest restore(Path folder) throws IOException, Malformed {
        Files.createDirectories(folder);
        for (String name : IN_THE_WAY) {
            if (Files.exists(folder.resolve(name))) {
                throw new Malformed(folder + " has a node's data already (" + name + "): name another folder");
            }
        }
        Path staging = folder.resolve(STAGING);
        delete(staging);
        try (ZipFile zip = open()) {
            Manifest manifest = manifest(zip);
            long free = Files.getFileStore(folder).getUsableSpace();
            if (manifest.bytes() > free) {
                throw new Malformed("the data has " + manifest.bytes() + " bytes, and the disk of " + folder + " has "
                        + free + ": make room");
            }
            Files.createDirectories(staging.resolve("store"));
            for (Manifest.Item item : manifest.files()) {
                try (OutputStream out = Files.newOutputStream(staging.resolve(item.name()))) {
                    copy(zip, item, out);
                }
            }
            move(staging, folder);
            return manifest;
        } finally {
            delete(staging);
        }
    }

    /// The mark comes before the store: a crash in between leaves a folder that is refused, and no data without a mark.
    private static void move(Path staging, Path folder) throws IOException, Malformed {
        Path genesis = folder.resolve("genesis.json");
        Path restored = staging.resolve("genesis.json");
        if (Files.exists(genesis) && Files.mismatch(genesis, restored) >= 0) {
            throw new Malformed(genesis + " is of another network than the backup");
        }
        Files.move(restored, genesis, StandardCopyOption.REPLACE_EXISTING);
        Files.createFile(folder.resolve(RESTORED));
        Files.move(staging.resolve("store"), folder.resolve("store"), StandardCopyOption.ATOMIC_MOVE);
    }

    private ZipFile open() throws IOException, Malformed {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new Malformed(file + " is no whole backup: " + e.getMessage());
        }
    }

    private Manifest manifest(ZipFile zip) throws IOException, Malformed {
        @Nullable ZipEntry entry = zip.getEntry(BackupWriter.MANIFEST);
        if (entry == null) {
            throw new Malformed(file + " is no backup: it has no manifest");
        }
        byte[] text;
        try (InputStream in = zip.getInputStream(entry)) {
            text = in.readNBytes(Manifest.MAX_BYTES + 1);
        } catch (ZipException e) {
            throw damaged(BackupWriter.MANIFEST);
        }
        Manifest manifest = RecordJson.read(
                Manifest.class, JsonReader.read(Bytes.wrap(text), Manifest.MAX_BYTES), RecordJson.Unknown.IGNORED);
        if (manifest.format() != Manifest.FORMAT) {
            throw new Malformed(file + " is of format " + manifest.format() + ", this program knows " + Manifest.FORMAT
                    + ": use the program that wrote it, or a newer one");
        }
        Set<String> names = new HashSet<>();
        for (Manifest.Item item : manifest.files()) {
            if (!Manifest.Item.isGood(item.name()) || !names.add(item.name()) || item.bytes() < 0) {
                throw new Malformed(file + " is no backup: it names " + item.name());
            }
        }
        if (!names.contains("genesis.json") || names.size() < 2) {
            throw new Malformed(file + " is no backup: it lacks the genesis or the store");
        }
        return manifest;
    }

    private void copy(ZipFile zip, Manifest.Item item, OutputStream out) throws IOException, Malformed {
        @Nullable ZipEntry entry = zip.getEntry(item.name());
        if (entry == null) {
            throw damaged(item.name());
        }
        MessageDigest digest = Digest.Algorithm.SHA256.start();
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = item.bytes();
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                left -= read;
                if (left < 0) {
                    throw damaged(item.name());
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        } catch (ZipException e) {
            throw damaged(item.name());
        }
        if (left != 0 || !Bytes.wrap(digest.digest()).equals(item.digest().value())) {
            throw damaged(item.name());
        }
    }

    private Malformed damaged(String name) {
        return new Malformed(file + " is damaged: " + name + " is not what was saved");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : files) {
            Files.delete(each);
        }
    }
}
