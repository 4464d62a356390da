package com.sparkify.local.spark;

import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.emr.Driver;
import com.sparkify.local.emr.JobRequest;
import com.sparkify.local.emr.JobRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Uri;

/**
 * Executes a run in a JVM of its own, in {@code runs/<client token>}: fetches the entry point from S3, and applies the
 * defaults, then the run's own parameters and arguments.
 */
public final class SparkDriver implements Driver {

    private final S3Client s3;
    private final URI s3Endpoint;
    private final Path runs;
    private final Map<String, String> configuration;
    private final SparkJvm jvm;
    private final LongSupplier announcedBytes;

    /**
     * @param runs folder with a subfolder for each run
     * @param configuration of the application, added to every run
     * @param announcedBytes input size of the next run, which selects its JVM flags
     */
    public SparkDriver(
            S3Client s3,
            URI s3Endpoint,
            Path runs,
            Map<String, String> configuration,
            SparkJvm jvm,
            LongSupplier announcedBytes) {
        this.s3 = s3;
        this.s3Endpoint = s3Endpoint;
        this.runs = runs;
        this.configuration = Map.copyOf(configuration);
        this.jvm = jvm;
        this.announcedBytes = announcedBytes;
    }

    @Override
    public Process start(JobRun run) throws IOException {
        JobRequest request = run.request();
        Path folder = Files.createDirectories(runs.resolve(run.logFolder()));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path jar = fetch(request.entryPoint(), temporary.resolve("entry-point.jar"));
        var parameters = SubmitParameters.parse(request.sparkSubmitParameters());
        SparkJvm.Launch launch = jvm.launch(announcedBytes.getAsLong(), parameters.conf("spark.driver.memory"));
        var command = new SparkCommand(
                jvm.classPath(),
                launch.flags(),
                new SparkDefaults(configuration, temporary),
                parameters,
                jar,
                request.entryPointArguments());
        var builder = new ProcessBuilder(command.words())
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("stdout.log").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("stderr.log").toFile()));
        LocalEnvironment.apply(builder.environment(), SigningKeys.LOCAL, s3Endpoint);
        Process process = builder.start();
        process.onExit().thenAccept(ended -> cleanUp(launch, ended, temporary));
        return process;
    }

    private Path fetch(String uri, Path file) throws IOException {
        S3Uri source = s3.utilities().parseUri(URI.create(uri));
        String bucket = source.bucket().orElseThrow(() -> new IOException("entryPoint names no bucket: " + uri));
        String key = source.key().orElseThrow(() -> new IOException("entryPoint names no object: " + uri));
        Files.deleteIfExists(file);
        s3.getObject(get -> get.bucket(bucket).key(key), file);
        return file;
    }

    private static void cleanUp(SparkJvm.Launch launch, Process ended, Path temporary) {
        try {
            launch.ended(ended.exitValue());
            FileTree.delete(List.of(temporary));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
