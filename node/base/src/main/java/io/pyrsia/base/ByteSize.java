package io.pyrsia.base;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `512 MiB`, `10GB`, `1.5 GiB`, `4096`.
public record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(?:\\.([0-9]))? ?([KMGTP]i?)?B?");
    private static final String STEPS = "KMGTP";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static ByteSize parse(String text) throws Malformed {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new Malformed("not a size: '" + text + "' (write for example 512 MiB or 10 GB)");
        }
        long unit = unit(form.group(3));
        try {
            long bytes = Math.multiplyExact(Long.parseLong(form.group(1)), unit);
            long tenths = form.group(2) == null ? 0 : Long.parseLong(form.group(2)) * unit / 10;
            return new ByteSize(Math.addExact(bytes, tenths));
        } catch (ArithmeticException e) {
            throw new Malformed("too large a size: '" + text + "'");
        }
    }

    private static long unit(String prefix) {
        if (prefix == null) {
            return 1;
        }
        long step = prefix.endsWith("i") ? 1_024 : 1_000;
        long unit = 1;
        for (int i = 0; i <= STEPS.indexOf(prefix.charAt(0)); i++) {
            unit *= step;
        }
        return unit;
    }

    /// The largest binary unit that leaves at least one, with one decimal where it is not exact.
    @Override
    public String toString() {
        int step = 0;
        double value = bytes;
        while (value >= 1_024 && step < STEPS.length()) {
            value /= 1_024;
            step++;
        }
        String number =
                value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
        return step == 0 ? number + " B" : number + " " + STEPS.charAt(step - 1) + "iB";
    }
}
