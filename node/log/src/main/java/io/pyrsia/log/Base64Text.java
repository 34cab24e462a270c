package io.pyrsia.log;

import io.pyrsia.base.Malformed;
import java.util.Base64;

/// Base64 (RFC 4648, section 4) in its one canonical form: padded, and with no bits left over.
public final class Base64Text {

    private Base64Text() {}

    /// Decodes to `least` to `most` bytes; nothing is allocated for a longer text.
    public static byte[] decode(String text, int least, int most) throws Malformed {
        if (text.length() > (most + 2) / 3 * 4) {
            throw new Malformed("base64 of more than " + most + " bytes");
        }
        byte[] value;
        try {
            value = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("not base64");
        }
        if (value.length < least || value.length > most) {
            throw new Malformed("base64 of " + value.length + " bytes, expected " + least + " to " + most);
        }
        if (!Base64.getEncoder().encodeToString(value).equals(text)) {
            throw new Malformed("base64 that is not in its canonical form");
        }
        return value;
    }
}
