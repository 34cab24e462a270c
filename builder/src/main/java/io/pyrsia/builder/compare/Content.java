package io.pyrsia.builder.compare;

import java.io.IOException;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The bytes of a member, as digests from raw to normalised.
///
/// @param declared the digest without what the format declares volatile, or nothing if all of it is
/// @param why what was taken away there, in words
/// @param packed how it stands in a zip, from which a class is read again to compare its meaning
record Content(
        long size,
        Bytes raw,
        @Nullable Bytes declared,
        @Nullable String why,
        @Nullable Packed packed) {

    static Content of(long size, Bytes raw) {
        return of(size, raw, null);
    }

    static Content of(long size, Bytes raw, @Nullable Packed packed) {
        return new Content(size, raw, raw, null, packed);
    }

    Content without(@Nullable Bytes rest, String reason) {
        return new Content(size, raw, rest, reason, packed);
    }

    /// What counts at a rung; nothing where nothing does.
    @Nullable
    Bytes at(Level rung) throws IOException {
        if (rung.compareTo(Level.E3) < 0) {
            return raw;
        }
        return rung == Level.E4 && packed != null && packed.isClass() && raw.equals(declared)
                ? ClassForm.digest(packed.again(), raw)
                : declared;
    }
}
