package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints aligned columns, numbers to the right, as wide as the first thousand rows require; the widest columns are
 * truncated until a line fits. If columns would become too narrow to be useful, prints each row as a block with one
 * untruncated column a line.
 */
final class TablePrinter implements ResultSink {

    private static final int SAMPLE = 1_000;
    private static final int LEAST_WIDTH = 8;
    private static final String GAP = " | ";

    private final PrintWriter out;
    private final int lineWidth;
    private final List<List<JsonNode>> held = new ArrayList<>();
    private List<Column> columns = List.of();
    private int[] widths;
    private long printed;

    TablePrinter(PrintWriter out, int lineWidth) {
        this.out = out;
        this.lineWidth = lineWidth;
    }

    @Override
    public void begin(List<Column> names) {
        columns = names;
    }

    @Override
    public void row(List<JsonNode> values) {
        held.add(values);
        if (held.size() == SAMPLE) {
            printHeld();
        }
    }

    @Override
    public void end(long rows) {
        printHeld();
        if (!columns.isEmpty()) {
            out.println(rows == 1 ? "(1 row)" : "(%,d rows)".formatted(rows));
        }
        out.flush();
    }

    private void printHeld() {
        if (widths == null && !columns.isEmpty()) {
            widths = fitted(naturalWidths());
            if (widths.length > 0) {
                printHeader();
            }
        }
        held.forEach(widths == null || widths.length == 0 ? this::printBlock : this::printRow);
        held.clear();
        out.flush();
    }

    private int[] naturalWidths() {
        return IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        Cell.width(Cell.printable(columns.get(i).name())),
                        held.stream()
                                .mapToInt(row -> Cell.width(Cell.printable(row.get(i))))
                                .max()
                                .orElse(0)))
                .toArray();
    }

    /** Shrinks the widest columns until a line fits; empty if that is impossible. */
    private int[] fitted(int[] natural) {
        long room = (long) lineWidth - (long) GAP.length() * (natural.length - 1) - 2;
        int[] fitted = natural.clone();
        while (IntStream.of(fitted).asLongStream().sum() > room) {
            int widest = IntStream.range(0, fitted.length)
                    .reduce((a, b) -> fitted[b] > fitted[a] ? b : a)
                    .orElseThrow();
            if (fitted[widest] <= LEAST_WIDTH) {
                return new int[0];
            }
            fitted[widest]--;
        }
        return fitted;
    }

    private void printHeader() {
        print(IntStream.range(0, widths.length)
                .mapToObj(i -> cell(i, Cell.printable(columns.get(i).name()))));
        out.println(IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("-+-", "-", "-")));
    }

    private void printRow(List<JsonNode> row) {
        print(IntStream.range(0, widths.length).mapToObj(i -> cell(i, Cell.printable(row.get(i)))));
    }

    private void print(java.util.stream.Stream<String> cells) {
        out.println((" " + cells.collect(Collectors.joining(GAP))).stripTrailing());
    }

    private String cell(int column, String text) {
        return Cell.fit(text, widths[column], columns.get(column).isNumber());
    }

    private void printBlock(List<JsonNode> row) {
        int nameWidth = columns.stream()
                .mapToInt(column -> Cell.width(Cell.printable(column.name())))
                .max()
                .orElse(0);
        out.println("--- row " + ++printed + " ---");
        for (int i = 0; i < columns.size(); i++) {
            out.println(Cell.fit(Cell.printable(columns.get(i).name()), nameWidth, false)
                    + GAP
                    + Cell.printable(row.get(i)));
        }
    }
}
