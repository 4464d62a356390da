package com.sparkify.infra;

import java.util.List;

/** The EMR releases that can run the job's jar: Spark 4.1 on Scala 2.13 with Iceberg 1.11. */
final class Release {
    private static final String ACCEPTED = "emr-spark-8\\.([1-9]|[1-9][0-9]+)\\.[0-9]+";
    private static final String ADVICE = "choose emr-spark-8.1.0 or a later 8.x, or try this one with anyRelease=true";

    private Release() {}

    static List<String> problems(String label, boolean anyRelease) {
        if (!label.matches("emr-[A-Za-z0-9._-]+")) {
            return List.of("releaseLabel must be such as emr-spark-8.1.0: '%s'".formatted(label));
        }
        return anyRelease || label.matches(ACCEPTED)
                ? List.of()
                : List.of("releaseLabel '%s' %s; %s".formatted(label, reason(label), ADVICE));
    }

    private static String reason(String label) {
        if (label.matches("emr-(spark-)?[1-7]\\..*")) {
            return "has Spark 3 on Scala 2.12, on which the job's jar does not run";
        }
        if (label.matches("emr-spark-8\\.0\\..*")) {
            return "has Spark 4.0 and Iceberg 1.10, and the job needs Spark 4.1 and Iceberg 1.11";
        }
        return "is not supported by the job";
    }
}
