package com.sparkify.law;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One S3 server and one job JVM, shared by all tests of this JVM that do not need their own; each test begins a lake of
 * its own. Avoids repeated starts of Spark and cold runs. Both end with this JVM.
 */
final class WarmJob {
    private static WarmJob instance;

    private final LocalLake lake;
    private final JobJvm job;

    private WarmJob() throws IOException {
        // Below target, so that its logs survive a failure.
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "warm-job")).toAbsolutePath(), "jvm-");
        lake = new LocalLake(folder);
        lake.begin("first");
        job = JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.spark());
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** Returns the job with a session on a new, empty lake of that name. */
    static synchronized WarmJob on(String lakeName) throws IOException {
        if (instance == null) {
            instance = new WarmJob();
        }
        instance.lake.begin(lakeName);
        instance.job.useLake(instance.lake.catalog());
        return instance;
    }

    LocalLake lake() {
        return lake;
    }

    JobJvm job() {
        return job;
    }

    private void end() {
        job.close();
        try {
            lake.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
