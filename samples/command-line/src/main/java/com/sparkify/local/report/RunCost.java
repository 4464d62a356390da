package com.sparkify.local.report;

import java.util.Locale;

/** Estimated cost of runs on a driver without executors, in the launcher's default shape. */
final class RunCost {

    // docs/operations.md has the prices of EMR Serverless: 2 vCPU and 4 GB, arm64.
    private static final double DOLLARS_AN_HOUR = 2 * 0.042094 + 4 * 0.004628;
    // A worker is billed for at least a minute.
    private static final double LEAST_SECONDS = 60;

    private RunCost() {}

    static double dollars(double seconds) {
        return Math.max(seconds, LEAST_SECONDS) / 3600 * DOLLARS_AN_HOUR;
    }

    static String sentence(QueryRows runs) {
        double dollars = runs.rows().stream()
                .mapToDouble(row -> dollars(row.get("seconds").asDouble()))
                .sum();
        double seconds = runs.rows().stream()
                .mapToDouble(row -> row.get("seconds").asDouble())
                .sum();
        return String.format(
                Locale.ROOT,
                "%s read %s in %,.1f seconds; on EMR Serverless a driver of 2 vCPU and 4 GB would have cost about"
                        + " %.4f dollars, at a minute each at least and without its start.",
                QueryRows.counted(runs.rows().size(), "run"),
                QueryRows.counted(runs.sum("files"), "file"),
                seconds,
                dollars);
    }
}
