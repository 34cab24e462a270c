package io.pyrsia.builder.toolchain;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.Folders;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.toolchain.Toolchain.Archive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.tuweni.bytes.Bytes;

/// Unpacked toolchains, each in a folder that is named by the digests of what is in it.
///
/// Builds see them read-only, so what was checked once stays as it was.
public final class ToolchainCache {

    private final Path folder;

    /// A cache in a folder that need not exist.
    ///
    /// @param folder where builds' account can read
    public ToolchainCache(Path folder) {
        this.folder = folder;
    }

    /// The unpacked files of a toolchain, which are fetched if this is the first time.
    public Path obtain(Toolchain toolchain, Download download) throws IOException {
        Path ready = folder.resolve(key(toolchain));
        if (Files.isDirectory(ready)) {
            return ready;
        }
        Path making = Files.createTempDirectory(Files.createDirectories(folder), "making-");
        try {
            for (Archive archive : toolchain.archives()) {
                Path file = download.get(archive.registry(), archive.path(), archive.digest());
                Unpack.into(making, archive, file);
            }
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(making, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            Folders.delete(making); // Another build was faster; it unpacked the same bytes.
        } catch (IOException e) {
            Folders.delete(making);
            if (Files.isDirectory(ready)) {
                return ready; // Another process was faster, and its kernel has another word for that.
            }
            throw new IOException(
                    "the toolchain " + toolchain.name() + " " + toolchain.version() + " cannot be had: "
                            + e.getMessage(),
                    e);
        }
        return ready;
    }

    private static String key(Toolchain toolchain) {
        StringBuilder all = new StringBuilder();
        for (Archive archive : toolchain.archives()) {
            all.append(archive.digest())
                    .append(archive.packing())
                    .append(archive.executables())
                    .append('\n');
        }
        Digest digest = Digest.sha256(Bytes.wrap(all.toString().getBytes(StandardCharsets.UTF_8)));
        return toolchain.name() + "-" + digest.hex();
    }
}
