package io.pyrsia.registry.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of a body, as `Range` asks for it (RFC 9110, section 14).
///
/// @param to behind the last byte
public record ByteRange(long from, long to) {

    /// More parts than any client needs; who asks for more gets the whole.
    public static final int MAX_RANGES = 64;

    public long length() {
        return to - from;
    }

    public String contentRange(long size) {
        return "bytes " + from + "-" + (to - 1) + "/" + size;
    }

    /// What a `Range` header means for a body of this size: nothing if it is to be ignored, no ranges if none of
    /// them can be had.
    public static Optional<List<ByteRange>> parse(String header, long size) {
        if (!header.startsWith("bytes=")) {
            return Optional.empty();
        }
        String[] specs = header.substring(6).split(",", MAX_RANGES + 2);
        if (specs.length > MAX_RANGES) {
            return Optional.empty();
        }
        List<ByteRange> ranges = new ArrayList<>();
        long asked = 0;
        for (String spec : specs) {
            String text = spec.strip();
            int dash = text.indexOf('-');
            if (dash < 0 || !isNumber(text.substring(0, dash)) || !isNumber(text.substring(dash + 1))) {
                return Optional.empty();
            }
            Optional<ByteRange> range = range(text.substring(0, dash), text.substring(dash + 1), size);
            if (range == null) {
                return Optional.empty();
            }
            range.ifPresent(ranges::add);
            asked += range.map(ByteRange::length).orElse(0L);
        }
        // Overlapping parts would make a small request cost more than the whole.
        return asked > size ? Optional.empty() : Optional.of(ranges);
    }

    /// One range; empty if it lies behind the end, null if it makes no sense.
    @SuppressWarnings("NullAway")
    private static Optional<ByteRange> range(String first, String last, long size) {
        if (first.isEmpty()) {
            if (last.isEmpty()) {
                return null;
            }
            long length = Math.min(number(last), size);
            return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, size));
        }
        long from = number(first);
        long to = last.isEmpty() ? size : Math.min(number(last), Long.MAX_VALUE - 1) + 1;
        if (!last.isEmpty() && number(last) < from) {
            return null;
        }
        return from >= size ? Optional.empty() : Optional.of(new ByteRange(from, Math.min(to, size)));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Numbers that are too large are as large as can be.
    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
