package com.sparkify.local.bench;

import java.nio.file.Path;
import java.time.Duration;

/** A separate program that reloads everything with Spark SQL and prints its processor time in milliseconds. */
final class PlainSpark {
    private PlainSpark() {}

    /** Arguments: the input folder and the output folder. Only this program has Spark on its class path. */
    public static void main(String[] arguments) throws Exception {
        Object builder = Class.forName("org.apache.spark.sql.SparkSession")
                .getMethod("builder")
                .invoke(null);
        Object session = builder.getClass().getMethod("getOrCreate").invoke(builder);
        for (String sql : OtherLoads.statements("spark.sql", Path.of(arguments[0]), Path.of(arguments[1]))) {
            session.getClass().getMethod("sql", String.class).invoke(session, sql);
        }
        System.out.println(ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis());
    }
}
