package io.pyrsia.cli.use;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// A client's configuration file, read as one character a byte, so that what is not understood stays as it is.
///
/// @param path behind any symbolic links, which stay
record ClientFile(Path path) {

    private static final int MAX_BYTES = 1 << 20;

    static ClientFile of(Path named) throws IOException {
        return new ClientFile(Files.exists(named) ? named.toRealPath() : named.toAbsolutePath());
    }

    /// Its text, which is empty if there is no such file.
    String read() throws IOException, Malformed {
        if (!Files.exists(path)) {
            return "";
        }
        if (!Files.isRegularFile(path) || Files.size(path) > MAX_BYTES) {
            throw new Malformed(path + " is no file of at most " + MAX_BYTES + " bytes");
        }
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\0') >= 0) {
            throw new Malformed(path + " is no text in an encoding that this knows");
        }
        return text;
    }

    /// Replaces the file as a whole, with the rights that it had; an empty text removes it.
    void write(String text) throws IOException {
        if (text.isEmpty()) {
            Files.deleteIfExists(path);
            return;
        }
        Path folder = path.getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, path.getFileName().toString(), ".new");
        try {
            Files.writeString(fresh, text, StandardCharsets.ISO_8859_1);
            takeRights(fresh);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void takeRights(Path fresh) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return;
        }
        if (Files.exists(path)) {
            PosixFileAttributes before = Files.readAttributes(path, PosixFileAttributes.class);
            view.setPermissions(before.permissions());
            if (!before.owner().equals(view.readAttributes().owner())) {
                view.setOwner(before.owner());
            }
            if (!before.group().equals(view.readAttributes().group())) {
                view.setGroup(before.group());
            }
        } else {
            view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
        }
    }
}
