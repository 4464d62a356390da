package com.sparkify.local.launcher;

import com.sparkify.local.emr.EmrServer;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Common parts of the packaged launcher's tests: its variables, and the sample events. */
final class Launchers {

    static final Map<String, String> ENVIRONMENT = Map.of(
            "EMR_APPLICATION_ID",
            EmrServer.APPLICATION_ID,
            "EMR_EXECUTION_ROLE_ARN",
            "arn:aws:iam::000000000000:role/sparkify-job",
            "JOB_JAR",
            "s3://sparkify-assets/spark-job.jar",
            "INPUT_BUCKET",
            PackagedLauncher.INPUT,
            "LAKE",
            "s3://" + PackagedLauncher.LAKE);

    private Launchers() {}

    static Path events() {
        return Installation.current().home().resolve("samples/events");
    }

    static byte[] sample(String name) {
        try {
            return Files.readAllBytes(events().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
