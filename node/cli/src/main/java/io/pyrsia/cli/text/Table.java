package io.pyrsia.cli.text;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings, aligned to the left.
public final class Table {

    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();

    /// @param headings none for a table without
    public Table(List<String> headings) {
        if (!headings.isEmpty()) {
            rows.add(
                    headings.stream().map(text -> new Cell(text, Style.HEADING)).toList());
        }
    }

    public Table row(List<Cell> cells) {
        if (!rows.isEmpty() && rows.getFirst().size() != cells.size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells in a table of " + rows.getFirst().size());
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    public Table row(String... cells) {
        return row(List.of(cells).stream().map(Cell::new).toList());
    }

    List<String> lines(boolean colours) {
        List<String> lines = new ArrayList<>();
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                Cell cell = row.get(column);
                line.append(cell.style().paint(cell.text(), colours));
                if (column < row.size() - 1) {
                    line.append(" ".repeat(width(column) - cell.width())).append(GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).width()).max().orElse(0);
    }
}
