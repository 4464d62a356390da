package com.sparkify.local.sql;

import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.spark.SparkDefaults;
import com.sparkify.local.spark.SparkJvm;
import com.sparkify.local.spark.SparkProcess;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LakeCatalog;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** The JVM that answers queries. It reads the store's folder, so it works with and without a running stack. */
final class QueryJvm {

    private static final String MAIN = "com.sparkify.etl.query.QueryServer";

    /** One of {@link SparkProcess}'s ways to start. */
    interface Start {
        SparkProcess start(SparkJvm jvm, SparkDefaults defaults, Path jar, String main) throws IOException;
    }

    private QueryJvm() {}

    static SparkProcess start(OutFolder out, Path temporary, Start start) throws IOException {
        var installation = Installation.current();
        var jvm = SparkJvm.of(SparkClassPath.read(installation.sparkClassPath()), installation.classDataArchives());
        var configuration = new LinkedHashMap<>(LakeCatalog.readingConfiguration(out));
        // Runs commit during the lifetime of a prompt.
        configuration.put("spark.sql.catalog.lake.cache-enabled", "false");
        // Adaptive execution has no benefit with two partitions.
        configuration.put("spark.sql.adaptive.enabled", "false");
        configuration.put("spark.log.level", "WARN");
        return start.start(jvm, new SparkDefaults(configuration, temporary), installation.jobJar(), MAIN);
    }

    /** Returns the last line of output of a JVM that ended. */
    static String lastLine(Path log) throws IOException {
        return Files.readString(log)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .reduce((earlier, later) -> later)
                .orElse("without a word");
    }
}
