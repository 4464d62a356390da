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
                "The last %s read %s in %,.1f seconds. With one worker of 2 vCPU and 4 GB on EMR Serverless this would cost"
                        + " about $%.4f: each run is billed for at least a minute, and what passes before it reads is"
                        + " not counted here.",
                runs.rows().size() == 1 ? "run" : runs.rows().size() + " runs",
                QueryRows.counted(runs.sum("files"), "file"),
                seconds,
                dollars);
    }
}
