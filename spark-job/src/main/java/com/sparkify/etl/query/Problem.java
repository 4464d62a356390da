package com.sparkify.etl.query;

import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Formats a failed statement as one line. */
final class Problem {
    private static final Pattern CONDITION = Pattern.compile("^\\[[A-Z0-9_.]+] *");
    private static final Pattern SQL_STATE = Pattern.compile("\\.? SQLSTATE: [0-9A-Z]{5}");

    private Problem() {}

    /** Prefers the first cause that Spark describes; exceptions around it only say that a job failed. */
    static String line(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ReadOnlyCatalog.ReadOnlyException) {
                return cause.getMessage();
            }
            if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
                told = cause;
            }
        }
        String message = told instanceof AnalysisException analysis ? analysis.getSimpleMessage() : told.getMessage();
        String line = (message == null ? told.toString() : message)
                .lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(told.toString());
        return SQL_STATE.matcher(CONDITION.matcher(line).replaceFirst("")).replaceFirst("");
    }
}
