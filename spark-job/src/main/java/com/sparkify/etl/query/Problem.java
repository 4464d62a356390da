package com.sparkify.etl.query;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.unsafe.types.UTF8String;

/** Formats a failed statement as one line. */
final class Problem {
    private static final Pattern CONDITION = Pattern.compile("^\\[[A-Z0-9_.]+] *");
    private static final Pattern SQL_STATE = Pattern.compile("\\.? SQLSTATE: [0-9A-Z]{5}");
    private static final String UNKNOWN_TABLE = "TABLE_OR_VIEW_NOT_FOUND";
    private static final int MAX_TYPOS = 2;

    private Problem() {}

    /**
     * Prefers the first cause that Spark describes; exceptions around it only say that a job failed.
     *
     * @param tables called for the names of tables if the statement names an unknown one
     */
    static String line(Throwable failure, Supplier<List<String>> tables) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ReadOnlyCatalog.ReadOnlyException) {
                return cause.getMessage();
            }
            if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
                told = cause;
            }
        }
        if (told instanceof SparkThrowable spark && UNKNOWN_TABLE.equals(spark.getCondition())) {
            return unknownTable(spark.getMessageParameters().get("relationName"), tables.get());
        }
        String message = told instanceof AnalysisException analysis ? analysis.getSimpleMessage() : told.getMessage();
        String line = (message == null ? told.toString() : message)
                .lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(told.toString());
        return SQL_STATE.matcher(CONDITION.matcher(line).replaceFirst("")).replaceFirst("");
    }

    /** Spark's own line asks to verify the spelling, without the names that exist. */
    private static String unknownTable(String quoted, List<String> tables) {
        String[] parts = quoted.replace("`", "").split("\\.");
        UTF8String name = UTF8String.fromString(parts[parts.length - 1].toLowerCase(Locale.ROOT));
        String nearest = tables.stream()
                .min(Comparator.comparingInt(table -> distance(name, table)))
                .filter(table -> distance(name, table) <= MAX_TYPOS)
                .map(table -> " Did you mean " + table + "?")
                .orElse("");
        return "The table or view " + quoted + " cannot be found." + nearest + " SHOW TABLES lists the tables";
    }

    private static int distance(UTF8String name, String table) {
        return name.levenshteinDistance(UTF8String.fromString(table));
    }
}
