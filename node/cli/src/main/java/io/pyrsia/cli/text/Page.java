package io.pyrsia.cli.text;

import java.io.PrintWriter;
import java.util.List;

/// Lines for people.
public final class Page {

    private final PrintWriter out;
    private final boolean colours;

    public Page(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    public Page line(String text) {
        return line(Style.PLAIN, text);
    }

    public Page line(Style style, String text) {
        out.print(style.paint(SafeText.of(text), colours) + "\n");
        return this;
    }

    /// Rows whose columns stand one below the other.
    public Page table(Table table) {
        table.lines(colours).forEach(line -> out.print(line + "\n"));
        return this;
    }

    /// Names and what they have, one pair a line.
    public Page facts(List<Fact> facts) {
        Table table = new Table(List.of());
        facts.forEach(
                fact -> table.row(List.of(new Cell(fact.name(), Style.FAINT), new Cell(fact.value(), fact.style()))));
        return table(table);
    }

    /// A name and its value.
    public record Fact(String name, String value, Style style) {

        public Fact(String name, String value) {
            this(name, value, Style.PLAIN);
        }

        public Fact(String name, long value) {
            this(name, Long.toString(value));
        }
    }
}
