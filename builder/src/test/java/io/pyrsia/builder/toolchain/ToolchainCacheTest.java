package io.pyrsia.builder.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.LocalRegistry;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.toolchain.Toolchain.Archive;
import io.pyrsia.builder.toolchain.Toolchain.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Toolchains from a registry on this machine: each packing, the check of the digest, and that one fetch is
/// enough.
class ToolchainCacheTest {

    @TempDir
    private Path folder;

    private LocalRegistry registry;
    private Upstream upstream;
    private Download download;
    private ToolchainCache cache;

    @BeforeEach
    void start() throws IOException {
        registry = new LocalRegistry();
        upstream = new Upstream(1 << 20, Duration.ofMinutes(2));
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        download = new Download(registry.registries(), new Recording(upstream, inputs, 1 << 24));
        cache = new ToolchainCache(folder.resolve("cache"));
    }

    @AfterEach
    void stop() {
        upstream.close();
        registry.close();
    }

    private Toolchain toolchain(Packing packing, byte[] bytes, String... executables) {
        registry.put("/maven/a/tool", "application/octet-stream", bytes);
        Archive archive =
                new Archive("maven", "a/tool", Digest.sha256(Bytes.wrap(bytes)), packing, List.of(executables));
        return new Toolchain("tool", "1", List.of(archive), Map.of(), List.of(), Map.of());
    }

    private byte[] tar() throws IOException {
        Path what = Files.createDirectories(folder.resolve("what/bin"));
        Files.writeString(what.resolve("run"), "a program\n");
        Path tar = folder.resolve("archive.tar.gz");
        Process process = new ProcessBuilder(
                        "tar",
                        "-czf",
                        tar.toString(),
                        "-C",
                        folder.resolve("what").toString(),
                        "bin")
                .start();
        assertEquals(0, process.onExit().join().exitValue());
        return Files.readAllBytes(tar);
    }

    private static byte[] zip(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write("a program\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] deb(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
        member("debian-binary", "2.0".getBytes(StandardCharsets.US_ASCII), bytes);
        member("data.tar.gz", data, bytes);
        return bytes.toByteArray();
    }

    private static void member(String name, byte[] content, ByteArrayOutputStream to) throws IOException {
        to.write("%-16s%-12s%-6s%-6s%-8s%-10s`\n"
                .formatted(name, "0", "0", "0", "100644", String.valueOf(content.length))
                .getBytes(StandardCharsets.US_ASCII));
        to.write(content);
        to.write(new byte[content.length % 2]);
    }

    @Test
    void everyPackingIsUnpacked() throws IOException {
        byte[] tar = tar();
        Map<Packing, byte[]> archives = Map.of(Packing.TAR, tar, Packing.ZIP, zip("bin/run"), Packing.DEB, deb(tar));
        for (Map.Entry<Packing, byte[]> archive : archives.entrySet()) {
            Toolchain toolchain = toolchain(archive.getKey(), archive.getValue(), "bin/*");
            Path program = fresh().obtain(toolchain, freshDownload()).resolve("bin/run");
            assertEquals(
                    "a program\n", Files.readString(program), archive.getKey().name());
            assertTrue(Files.isExecutable(program), archive.getKey().name());
        }
        Toolchain plain = toolchain(Packing.FILE, "content".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "content",
                Files.readString(fresh().obtain(plain, freshDownload()).resolve("tool")));
    }

    private ToolchainCache fresh() throws IOException {
        return new ToolchainCache(Files.createTempDirectory(folder, "cache-"));
    }

    private Download freshDownload() throws IOException {
        Path inputs = Files.createTempDirectory(folder, "inputs-");
        return new Download(registry.registries(), new Recording(upstream, inputs, 1 << 24));
    }

    @Test
    void oneFetchIsEnough() throws IOException {
        Toolchain toolchain = toolchain(Packing.TAR, tar());
        Path first = cache.obtain(toolchain, download);
        registry.close();
        assertEquals(first, cache.obtain(toolchain, freshDownload()));
        assertEquals(List.of("/maven/a/tool"), registry.asked());
    }

    @Test
    void otherBytesAreRefusedAndNothingIsKept() throws IOException {
        Toolchain toolchain = toolchain(Packing.TAR, tar());
        registry.put("/maven/a/tool", "application/octet-stream", "other bytes");
        refused(toolchain, "is not what was asked for");
    }

    @Test
    void archivesThatLeadOutAreRefused() throws IOException {
        refused(toolchain(Packing.ZIP, zip("../../slipped")), "leads out of its folder");
        assertFalse(Files.exists(folder.resolve("slipped")));
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        byte[] noise = "no archive".repeat(100).getBytes(StandardCharsets.UTF_8);
        for (Packing packing : List.of(Packing.TAR, Packing.ZIP, Packing.DEB)) {
            Toolchain toolchain = toolchain(packing, noise);
            download = freshDownload();
            refused(toolchain, "cannot be had");
        }
    }

    private void refused(Toolchain toolchain, String reason) throws IOException {
        IOException refused = assertThrows(IOException.class, () -> cache.obtain(toolchain, download));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    /// The list that comes with the builder can be read, for any platform, and names no host.
    @Test
    void theBuiltInListIsRight() {
        Catalog catalog = Catalog.builtIn();
        Toolchain maven = catalog.find("maven", "3.6.3").orElseThrow();
        assertEquals(List.of("/toolchain/maven/bin"), maven.path());
        assertEquals("known are 3.6.3", catalog.versions("maven"));
        assertEquals("none of it is known for this platform", catalog.versions("cobol"));
    }
}
