package io.pyrsia.builder.infer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Looks for one thing in an archive that a stranger made; what cannot be read has nothing.
final class Archives {

    private static final int MAX_BYTES = 1 << 20;
    private static final int TAR_BLOCK = 512;
    private static final int TAR_NAME = 100;

    private Archives() {}

    /// The beginning of the first member of a zip that is looked for.
    static Optional<byte[]> member(Path zip, Predicate<String> wanted) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    try (InputStream in = file.getInputStream(entry)) {
                        return Optional.of(in.readNBytes(MAX_BYTES));
                    }
                }
            }
            return Optional.empty();
        } catch (ZipException e) {
            return Optional.empty();
        }
    }

    static Optional<String> text(Path zip, Predicate<String> wanted) throws IOException {
        return member(zip, wanted).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// The folder that a zip's first member is in.
    static Optional<String> topOfZip(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream().findFirst().flatMap(entry -> top(entry.getName()));
        } catch (ZipException e) {
            return Optional.empty();
        }
    }

    /// The folder that the first member of a compressed tar archive is in.
    static Optional<String> topOfTar(Path tar) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(tar))) {
            byte[] header = in.readNBytes(TAR_BLOCK);
            String name = new String(header, 0, Math.min(TAR_NAME, header.length), StandardCharsets.UTF_8);
            int end = name.indexOf('\0');
            return top(end < 0 ? name : name.substring(0, end));
        } catch (ZipException | EOFException e) {
            return Optional.empty();
        }
    }

    /// What begins with a dot is no folder of sources: tar's extended headers are called so.
    private static Optional<String> top(String name) {
        int slash = name.indexOf('/');
        return slash <= 0 || name.startsWith(".") ? Optional.empty() : Optional.of(name.substring(0, slash));
    }
}
