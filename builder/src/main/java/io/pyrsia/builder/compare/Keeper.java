package io.pyrsia.builder.compare;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keeps the text of the few members that are looked into, and of no larger ones. They may come on several threads.
final class Keeper {

    private final Predicate<String> wanted;
    private final Bounds bounds;
    private final Map<String, byte[]> texts = new ConcurrentHashMap<>();
    private long room;

    Keeper(Predicate<String> wanted, Bounds bounds) {
        this.wanted = wanted;
        this.bounds = bounds;
        this.room = 8L * bounds.kept();
    }

    /// Takes one member, bit by bit, if it is wanted. Members are announced in their order.
    Kept keep(String path, long size) {
        boolean isKept = size <= bounds.kept() && size <= room && wanted.test(path);
        room -= isKept ? size : 0;
        return new Kept(isKept ? new ByteArrayOutputStream() : null);
    }

    byte @Nullable [] text(String path) {
        return texts.get(path);
    }

    /// A member while it is read.
    final class Kept {
        private final @Nullable ByteArrayOutputStream bytes;

        private Kept(@Nullable ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        boolean isKept() {
            return bytes != null;
        }

        void add(ByteBuffer chunk) {
            if (bytes != null) {
                byte[] copy = new byte[chunk.remaining()];
                chunk.get(copy);
                bytes.writeBytes(copy);
            }
        }

        void done(String path) {
            if (bytes != null) {
                texts.put(path, bytes.toByteArray());
            }
        }
    }
}
