package io.pyrsia.builder.toolchain;

import io.pyrsia.base.Malformed;
import io.pyrsia.builder.Ar;
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
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Unpacks toolchains, whose archives are known by digest before they are opened.
final class Unpack {

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

    /// The files of a Debian package are in the member that is called data.tar and something.
    private static void deb(Path folder, Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Ar archive = Ar.open(in);
            for (Optional<Ar.Member> next = archive.next(); next.isPresent(); next = archive.next()) {
                String name = next.get().name();
                if (name.startsWith("data.tar")) {
                    tar(
                            folder,
                            List.of(compression(name), "-xf", "-"),
                            next.get().content());
                    return;
                }
            }
            throw new IOException("a Debian package without files");
        } catch (Malformed e) {
            throw new IOException("not a Debian package: " + e.reason(), e);
        }
    }

    private static String compression(String name) {
        return switch (name.replaceAll(".*\\.", "")) {
            case "xz" -> "--xz";
            case "zst" -> "--zstd";
            case "gz" -> "--gzip";
            default -> "--no-auto-compress";
        };
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
}
