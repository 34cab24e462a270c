package io.pyrsia.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What the tests of this package do to stores and to their files.
final class Stores {

    private Stores() {}

    static Database open(Path store) {
        return Database.open(store, StorageSettings.small());
    }

    static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A value that is different for each number and as long as asked for.
    static Bytes value(long number, int length) {
        byte[] bytes = new byte[length];
        new java.util.SplittableRandom(number).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    static void put(Database database, long number, int length) {
        database.commit(new Batch().put(Column.STATE, Bytes.ofUnsignedLong(number), value(number, length)));
    }

    static boolean has(View view, long number, int length) {
        return value(number, length).equals(view.get(Column.STATE, Bytes.ofUnsignedLong(number)));
    }

    static List<Path> files(Path store, String suffix) throws IOException {
        try (var files = Files.list(store)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    /// The store as a crash would leave it: a copy of its files while it is open.
    static Path crashed(Path store, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (var files = Files.list(store)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /// The one log of the store that has bytes.
    static Path log(Path store) throws IOException {
        List<Path> written = files(store, ".log").stream()
                .filter(log -> log.toFile().length() > 0)
                .toList();
        if (written.size() != 1) {
            throw new IllegalStateException("one log expected: " + written);
        }
        return written.getFirst();
    }

    static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    static void write(Path file, long at, byte... bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    static void flip(Path file, long at) throws IOException {
        byte[] bytes = new byte[1];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(ByteBuffer.wrap(bytes), at);
        }
        write(file, at, (byte) (bytes[0] ^ 1));
    }
}
