package io.pyrsia.builder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// One of our classes as a file that another account may read and run: all that it gets of the builder.
public final class LoneClass {

    private LoneClass() {}

    /// Copies a class that needs no other but the JDK's.
    ///
    /// @param folder a new folder for it, in one that the other account can pass through
    public static Path put(Class<?> type, Path folder) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the builder's archive lacks " + name);
            }
            Files.copy(in, file);
        }
        for (Path path = file;
                path.startsWith(folder);
                path = path.resolveSibling("..").normalize()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }
}
