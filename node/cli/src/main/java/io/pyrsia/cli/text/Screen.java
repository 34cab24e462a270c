package io.pyrsia.cli.text;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/// A terminal whose picture is drawn again and again, each over the last one.
public final class Screen {

    private static final String CLEAR = "\033[2J";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";
    private static final String HIDE_CURSOR = "\033[?25l";
    private static final String SHOW_CURSOR = "\033[?25h";

    private final PrintWriter out;
    private final boolean colours;

    public Screen(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
        print(HIDE_CURSOR + CLEAR);
    }

    public void draw(Consumer<Page> picture) {
        StringWriter text = new StringWriter();
        picture.accept(new Page(new PrintWriter(text), colours));
        print(HOME + text.toString().replace("\n", REST_OF_LINE + "\n") + REST_OF_SCREEN);
    }

    /// Leaves the last picture where it is.
    public void end() {
        print(SHOW_CURSOR);
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }
}
