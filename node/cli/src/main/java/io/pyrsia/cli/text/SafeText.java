package io.pyrsia.cli.text;

/// Text from anywhere, made harmless for a terminal: no control characters, and none that reorder what is read.
final class SafeText {

    private static final int REPLACEMENT = 0xfffd;

    private SafeText() {}

    static String of(String text) {
        if (text.codePoints().noneMatch(SafeText::isHarmful)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> safe.appendCodePoint(isHarmful(c) ? REPLACEMENT : c));
        return safe.toString();
    }

    static boolean isHarmful(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x2028
                || c == 0x2029;
    }
}
