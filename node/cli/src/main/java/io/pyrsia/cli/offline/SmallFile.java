package io.pyrsia.cli.offline;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tuweni.bytes.Bytes;

/// A file that is read whole, if it is not larger than it can sensibly be.
final class SmallFile {

    private SmallFile() {}

    static Bytes read(Path file, int limit) throws IOException, Malformed {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new Malformed(file + " is larger than " + limit + " bytes");
            }
            return Bytes.wrap(bytes);
        }
    }
}
