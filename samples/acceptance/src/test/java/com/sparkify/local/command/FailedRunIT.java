package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A failed run is reported, and its work stays pending. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FailedRunIT {

    @TempDir
    Path folder;

    @Test
    void aFailedRunExitsWith1AndLeavesItsWorkPending() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(logs.resolve("2018-11-12-events.json"), "{}\n");
        Path out = folder.resolve("out");
        var errors = new ByteArrayOutputStream();
        var stderr = System.err;
        var home = System.setProperty("sparkify.home", installationWithoutJob(System.getProperty("sparkify.home")));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertThat(Commands.execute("local", "--logs", logs.toString(), "--out", out.toString()))
                    .isEqualTo(1);
        } finally {
            System.setErr(stderr);
            System.setProperty("sparkify.home", home);
        }

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("run 1 failed: Driver exited with code 101\n")
                .contains("sparkify: 1 of 1 runs failed. See " + out.resolve("runs"))
                .doesNotContain("\tat ");
        assertThat(out.resolve("store/sparkify-lake/pending")).isNotEmptyDirectory();
    }

    /** The built installation, but with a job without classes. */
    private String installationWithoutJob(String built) throws IOException {
        Path home = folder.resolve("home");
        for (String file :
                new String[] {"launcher-lambda/target/launcher-lambda.jar", "spark-job/target/spark.classpath"}) {
            Path copy = home.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(built).resolve(file), copy);
        }
        try (var jar = new JarOutputStream(Files.newOutputStream(home.resolve("spark-job/target/spark-job.jar")))) {
            jar.finish();
        }
        return home.toString();
    }
}
