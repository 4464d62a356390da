package com.sparkify.local.spark;

import com.sparkify.local.access.SigningKeys;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Starts the job's SQL entry point over a lake, in a JVM of its own. */
public final class QueryProcess {

    private static final String MAIN = "com.sparkify.etl.Query";

    private QueryProcess() {}

    /**
     * @param temporary a folder that the caller removes; it gets {@code stderr.log}
     * @param arguments of the entry point, the SQL text last
     */
    public static Process start(
            SparkJvm jvm,
            Path jobJar,
            Path catalog,
            URI s3Endpoint,
            Path temporary,
            Redirect output,
            List<String> arguments)
            throws IOException {
        var command = new SparkCommand(
                jvm.classPath(),
                jvm.queryFlags(),
                new SparkDefaults(catalog, temporary),
                new SubmitParameters(List.of("--class", MAIN)),
                jobJar,
                arguments);
        var builder = new ProcessBuilder(command.words())
                .redirectOutput(output)
                .redirectError(temporary.resolve("stderr.log").toFile());
        LocalEnvironment.apply(builder.environment(), SigningKeys.LOCAL, s3Endpoint);
        return builder.start();
    }
}
