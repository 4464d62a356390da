package com.sparkify.local.bench;

import java.nio.file.Path;
import java.time.Duration;

/** A program of its own: reloads everything by Spark SQL, then prints the milliseconds of processor time that it took. */
final class PlainSpark {
    private PlainSpark() {}

    /** Arguments: the folder to read and the folder to write. Spark is on the class path of this program alone. */
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
