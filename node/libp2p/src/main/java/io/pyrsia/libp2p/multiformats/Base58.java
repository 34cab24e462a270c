package io.pyrsia.libp2p.multiformats;

import io.pyrsia.base.Malformed;
import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;

/// Base58 in Bitcoin's alphabet, the everyday form of a peer id.
final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    /// The work grows with the square of the length; a peer id has 52 digits.
    private static final int MAX_DIGITS = 128;

    private Base58() {}

    static String encode(Bytes bytes) {
        byte[] rest = bytes.toArray();
        StringBuilder reversed = new StringBuilder();
        int zeros = pastZeros(rest, 0);
        for (int start = zeros; start < rest.length; start = pastZeros(rest, start)) {
            reversed.append(ALPHABET.charAt(divide(rest, start, 256, 58)));
        }
        return reversed.append("1".repeat(zeros)).reverse().toString();
    }

    static Bytes decode(String text) throws Malformed {
        if (text.length() > MAX_DIGITS) {
            throw new Malformed("more than " + MAX_DIGITS + " base58 digits");
        }
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new Malformed("not a base58 digit at " + i);
            }
            digits[i] = (byte) digit;
        }
        int zeros = pastZeros(digits, 0);
        byte[] out = new byte[digits.length];
        int end = out.length;
        for (int start = zeros; start < digits.length; start = pastZeros(digits, start)) {
            out[--end] = (byte) divide(digits, start, 58, 256);
        }
        return Bytes.wrap(Arrays.copyOfRange(out, end - zeros, out.length));
    }

    private static int pastZeros(byte[] number, int start) {
        int at = start;
        while (at < number.length && number[at] == 0) {
            at++;
        }
        return at;
    }

    /// Divides a number written in `base` in place and returns the remainder.
    private static int divide(byte[] number, int start, int base, int divisor) {
        int remainder = 0;
        for (int i = start; i < number.length; i++) {
            int value = remainder * base + (number[i] & 0xff);
            number[i] = (byte) (value / divisor);
            remainder = value % divisor;
        }
        return remainder;
    }
}
