package com.sparkify.local.sql;

import java.io.PrintWriter;
import java.util.Locale;

/** Output format of results. */
public enum Format {
    /** Aligned columns. */
    TABLE,
    /** RFC 4180 with a header; null is empty, empty text is {@code ""}. */
    CSV,
    /** One object a line. */
    JSON;

    /** @throws IllegalArgumentException if the format does not exist */
    public static Format of(String name) {
        for (Format format : values()) {
            if (format.title().equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("--format must be one of table, csv, json: '" + name + "'");
    }

    /** @param width maximum width of a table's lines, in characters */
    public ResultSink printer(PrintWriter out, int width) {
        return switch (this) {
            case TABLE -> new TablePrinter(out, width);
            case CSV -> new CsvPrinter(out);
            case JSON -> new JsonPrinter(out);
        };
    }

    /** Returns the text between two results; only CSV has no other sign of where the next one begins. */
    public String separator() {
        return this == CSV ? "\n" : "";
    }

    private String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
