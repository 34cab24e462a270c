package io.pyrsia.log;

import io.pyrsia.base.Malformed;

/// Whole numbers as the log's texts have them: ASCII digits, no sign, no leading zeros, at most 2^63-1.
public final class Decimal {

    private Decimal() {}

    public static long parse(String text) throws Malformed {
        if (text.isEmpty() || text.length() > 19 || (text.length() > 1 && text.charAt(0) == '0')) {
            throw new Malformed("not a number in its shortest form");
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new Malformed("not a number in digits");
            }
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw new Malformed("a number larger than 2^63-1");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
