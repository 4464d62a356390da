package com.sparkify.local.smoke;

import com.sparkify.local.cleanup.ProcessTree;
import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.stack.Installation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads the tables with Iceberg's API in a JVM with the job's class path, which has Iceberg and Glue's client. */
public final class TableJvm implements Smoke.Table {
    private static final String MAIN = "com.sparkify.etl.readback.ReadBack";
    private static final int MOST_MINUTES = 2;

    private final Installation installation;
    private final SmokeTarget target;

    public TableJvm(Installation installation, SmokeTarget target) {
        this.installation = installation;
        this.target = target;
    }

    @Override
    public String read(String songplayId, long startMillis, String key) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("sparkify-read-back", ".log");
        try {
            var builder = new ProcessBuilder(words(songplayId, Long.toString(startMillis), key))
                    .redirectError(errors.toFile());
            if (!target.environment().isEmpty()) {
                builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
                builder.environment().putAll(target.environment());
            }
            Process process = builder.start();
            try (InputStream out = process.getInputStream()) {
                String answer = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                if (process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
                    return answer;
                }
                throw new IOException(lastError(errors));
            } finally {
                ProcessTree.kill(process);
            }
        } finally {
            Files.deleteIfExists(errors);
        }
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

    private static String lastError(Path errors) throws IOException {
        return Files.readString(errors)
                .lines()
                .filter(line -> line.startsWith("error: "))
                .reduce((earlier, later) -> later)
                .orElse("the JVM that reads them exited without output");
    }
}
