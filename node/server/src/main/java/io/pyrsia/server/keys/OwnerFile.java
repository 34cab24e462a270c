package io.pyrsia.server.keys;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file with a secret: made whole, once, and readable by its owner alone.
public final class OwnerFile {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final int MAX_BYTES = 16_384;

    private OwnerFile() {}

    /// Writes a file, also in place of one; a crash leaves all of it, or what was there before.
    public static void create(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(folder, ".new", ".secret", PosixFilePermissions.asFileAttribute(OWNER));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
                entry.force(true);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Reads a file, unless others can read it too.
    public static String read(Path file) throws IOException, Malformed {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(permissions) && !permissions.equals(Set.of(PosixFilePermission.OWNER_READ))) {
            throw new Malformed("others can read the secret in " + file + ": run `chmod 600 " + file
                    + "`, and think about who has read it");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
            throw new Malformed(file + " is not a file with a secret");
        }
        // Each byte is a character: what is no text is refused by whoever looks for something in it.
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
