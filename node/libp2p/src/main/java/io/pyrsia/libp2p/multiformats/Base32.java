package io.pyrsia.libp2p.multiformats;

import io.pyrsia.base.Malformed;
import org.apache.tuweni.bytes.Bytes;

/// Base32 of RFC 4648 in lower case and without padding, as CIDs and onion addresses have it.
final class Base32 {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    static String encode(Bytes bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < bytes.size(); i++) {
            buffer = ((buffer << 8) | (bytes.get(i) & 0xff)) & 0xfff;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(ALPHABET.charAt(buffer >>> (bits - 5) & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << (5 - bits) & 31));
        }
        return text.toString();
    }

    static Bytes decode(String text) throws Malformed {
        byte[] out = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new Malformed("not a base32 digit at " + i);
            }
            buffer = (buffer << 5 | digit) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out[size++] = (byte) (buffer >>> bits);
            }
        }
        if (bits >= 5 || (buffer & ((1 << bits) - 1)) != 0) {
            throw new Malformed("base32 digits with bits left over");
        }
        return Bytes.wrap(out);
    }
}
