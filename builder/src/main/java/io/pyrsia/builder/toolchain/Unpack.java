package io.pyrsia.builder.toolchain;

import io.pyrsia.builder.toolchain.Toolchain.Archive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Unpacks toolchains, whose archives are known by digest before they are opened.
final class Unpack {

    private static final int AR_HEADER = 60;

    private Unpack() {}

    static void into(Path folder, Archive archive, Path file) throws IOException {
        switch (archive.packing()) {
            case TAR -> tar(folder, List.of("-xf", file.toString()), InputStream.nullInputStream());
            case ZIP -> zip(folder, file);
            case DEB -> deb(folder, file);
            case FILE ->
                Files.copy(
                        file,
                        folder.resolve(archive.path().substring(archive.path().lastIndexOf('/') + 1)));
        }
        for (String pattern : archive.executables()) {
            makeExecutable(folder, pattern);
        }
    }

    private static void tar(Path folder, List<String> what, InputStream input) throws IOException {
        ProcessBuilder command = new ProcessBuilder("tar", "--no-same-owner", "-C", folder.toString());
        command.command().addAll(what);
        command.environment().put("LC_ALL", "C.UTF-8");
        Process tar = command.redirectErrorStream(true).start();
        try (OutputStream to = tar.getOutputStream()) {
            input.transferTo(to);
        } catch (IOException e) {
            // tar ended early; it says why.
        }
        String said = new String(tar.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8);
        int code = tar.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("an archive cannot be unpacked: " + said.strip());
        }
    }

    private static void zip(Path folder, Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("an archive leads out of its folder by " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling(""));
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    /// A Debian package is an `ar` archive: its files are in the member that is called data.tar and something.
    private static void deb(Path folder, Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (!"!<arch>\n".equals(text(in.readNBytes(8)))) {
                throw new IOException("not a Debian package");
            }
            while (true) {
                String header = text(in.readNBytes(AR_HEADER));
                if (header.length() < AR_HEADER) {
                    throw new IOException("a Debian package without files");
                }
                String name = header.substring(0, 16).strip();
                long bytes = Long.parseLong(header.substring(48, 58).strip());
                if (name.startsWith("data.tar")) {
                    tar(folder, List.of(compression(name), "-xf", "-"), new Bounded(in, bytes));
                    return;
                }
                in.skipNBytes(bytes + bytes % 2);
            }
        } catch (NumberFormatException e) {
            throw new IOException("not a Debian package", e);
        }
    }

    private static String compression(String name) {
        return switch (name.replaceAll(".*\\.|/$", "")) {
            case "xz" -> "--xz";
            case "zst" -> "--zstd";
            case "gz" -> "--gzip";
            default -> "--no-auto-compress";
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void makeExecutable(Path folder, String pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (var files = Files.walk(folder)) {
            for (Path file :
                    files.filter(one -> matcher.matches(folder.relativize(one))).toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /// The next bytes of a stream, and then its end.
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = left == 0 ? -1 : in.read(buffer, offset, (int) Math.min(left, length));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
