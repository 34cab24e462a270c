package io.pyrsia.server.light;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.follow.Trusted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.tuweni.bytes.Bytes;

/// The file in which a light client keeps what it believes: replaced as a whole, so it is there before and after a
/// crash.
record TrustFile(Path path) {

    Trusted read() throws IOException, Malformed {
        if (Files.size(path) > Trusted.MAX_BYTES) {
            throw new Malformed(path + " is larger than what a light client keeps");
        }
        return Trusted.decode(Bytes.wrap(Files.readAllBytes(path)));
    }

    void write(Trusted trusted) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = ByteBuffer.wrap(trusted.encode().toArrayUnsafe());
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
