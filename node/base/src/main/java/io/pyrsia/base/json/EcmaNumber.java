package io.pyrsia.base.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as ECMAScript prints them: the shortest digits that read back as the same number.
final class EcmaNumber {

    private EcmaNumber() {}

    static String format(double value) {
        if (value == 0) {
            return "0";
        }
        if (value < 0) {
            return "-" + format(-value);
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (point > 21 || point < -5) {
            return scientific(digits, point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return digits.length() <= point
                ? digits + "0".repeat(point - digits.length())
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    /// The JDK prints the shortest digits too, but never fewer than two: one may be enough.
    private static BigDecimal shortest(double value) {
        BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (printed.precision() == 2) {
            BigDecimal one = new BigDecimal(value)
                    .round(new MathContext(1, RoundingMode.HALF_EVEN))
                    .stripTrailingZeros();
            return one.doubleValue() == value ? one : printed;
        }
        return printed;
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
