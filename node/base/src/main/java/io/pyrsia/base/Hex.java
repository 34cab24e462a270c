package io.pyrsia.base;

import java.util.HexFormat;
import org.apache.tuweni.bytes.Bytes;

/// Hexadecimal digits in their one accepted form: lower case, no prefix, exactly as long as they should be.
public final class Hex {

    private Hex() {}

    public static Bytes decode(String digits, int bytes) throws Malformed {
        if (digits.length() != 2 * bytes) {
            throw new Malformed(2 * bytes + " hexadecimal digits expected, not " + digits.length());
        }
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                throw new Malformed("only the digits 0-9 and a-f are allowed");
            }
        }
        return Bytes.wrap(HexFormat.of().parseHex(digits));
    }
}
