package com.sparkify.local.smoke;

import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.ProcessAnswer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables with Iceberg's API in a JVM with the job's class path, which has Iceberg and Glue's client. */
public final class TableJvm implements Smoke.Table {
    private static final String MAIN = "com.sparkify.etl.readback.ReadBack";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Installation installation;
    private final SmokeTarget target;

    public TableJvm(Installation installation, SmokeTarget target) {
        this.installation = installation;
        this.target = target;
    }

    @Override
    public String read(String songplayId, long startMillis, String key) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words(songplayId, Long.toString(startMillis), key));
        if (!target.environment().isEmpty()) {
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(target.environment());
        }
        return ProcessAnswer.of(builder, LIMIT);
    }

    private List<String> words(String... arguments) throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        target.catalog().forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.add("-cp");
        words.add(installation.jobJar()
                + File.pathSeparator
                + SparkClassPath.read(installation.sparkClassPath()).argument());
        words.add(MAIN);
        words.addAll(List.of(arguments));
        return words;
    }
}
