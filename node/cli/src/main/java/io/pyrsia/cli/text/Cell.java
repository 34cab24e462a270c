package io.pyrsia.cli.text;

/// One field of a table.
public record Cell(String text, Style style) {

    public Cell {
        text = SafeText.of(text);
    }

    public Cell(String text) {
        this(text, Style.PLAIN);
    }

    /// How many columns of a terminal it takes.
    int width() {
        return text.codePoints().map(Cell::width).sum();
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    /// The blocks of East Asian scripts and of emoji, whose characters take two columns.
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
