package com.sparkify.local.spark;

import com.sparkify.local.access.SigningKeys;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Starts an entry point by spark-submit, beside the runs of the application, in a JVM of its own. */
public final class SubmittedProcess {

    private SubmittedProcess() {}

    /**
     * @param defaults its temporary folder gets {@code stderr.log}; the caller removes that folder
     * @param main the class to start, in {@code jar}
     */
    public static Process start(
            SparkJvm jvm,
            SparkDefaults defaults,
            URI s3Endpoint,
            Path jar,
            String main,
            Redirect output,
            List<String> arguments)
            throws IOException {
        var command = new SparkCommand(
                jvm.classPath(),
                jvm.queryFlags(),
                defaults,
                new SubmitParameters(List.of("--class", main)),
                jar,
                arguments);
        var builder = new ProcessBuilder(command.words())
                .redirectOutput(output)
                .redirectError(defaults.temporary().resolve("stderr.log").toFile());
        LocalEnvironment.apply(builder.environment(), SigningKeys.LOCAL, s3Endpoint);
        return builder.start();
    }
}
