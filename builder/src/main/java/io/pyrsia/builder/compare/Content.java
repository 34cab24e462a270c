package io.pyrsia.builder.compare;

import java.io.IOException;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The bytes of a member, as digests from raw to normalised.
///
/// @param declared the digest without what the format declares volatile, or nothing if all of it is
/// @param why what was taken away there, in words
/// @param again how a class file is read again to compare its meaning, where that is possible
record Content(
        long size,
        Bytes raw,
        @Nullable Bytes declared,
        @Nullable String why,
        @Nullable Again again) {

    /// Reads the same bytes another time.
    @FunctionalInterface
    interface Again {
        byte[] read() throws IOException;
    }

    static Content of(long size, Bytes raw) {
        return new Content(size, raw, raw, null, null);
    }

    Content readableBy(Again reader) {
        return new Content(size, raw, declared, why, reader);
    }

    Content without(@Nullable Bytes rest, String reason) {
        return new Content(size, raw, rest, reason, again);
    }

    /// What counts at a rung; nothing where nothing does.
    @Nullable
    Bytes at(Level rung) throws IOException {
        if (rung.compareTo(Level.E3) < 0) {
            return raw;
        }
        return rung == Level.E4 && again != null && raw.equals(declared)
                ? ClassForm.digest(again.read(), raw)
                : declared;
    }
}
