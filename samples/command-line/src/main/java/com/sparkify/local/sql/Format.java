package com.sparkify.local.sql;

import java.io.PrintWriter;
import java.util.Locale;

/** A form in which results are printed. */
public enum Format {
    /** Columns under each other, for people. */
    TABLE,
    /** RFC 4180 with a header; null is nothing, empty text is {@code ""}. */
    CSV,
    /** An object a line. */
    JSON;

    /** @throws IllegalArgumentException there is no such format */
    public static Format of(String name) {
        for (Format format : values()) {
            if (format.title().equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("--format must be one of table, csv, json: '" + name + "'");
    }

    /** @param width of the lines of a table at most, in characters */
    public ResultSink printer(PrintWriter out, int width) {
        return switch (this) {
            case TABLE -> new TablePrinter(out, width);
            case CSV -> new CsvPrinter(out);
            case JSON -> new JsonPrinter(out);
        };
    }

    private String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
