package com.sparkify.launcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The function in a JVM of its own, under AWS's runtime interface client, as the managed runtime starts it. */
final class DeployedFunction implements AutoCloseable {
    private final Process process;
    private final Path output;

    private DeployedFunction(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The packaged jar's handler. */
    static DeployedFunction start(Map<String, String> environment, String... jvmOptions) throws IOException {
        return start(
                LauncherHandler.class.getName() + "::handleRequest",
                List.of(Path.of(System.getProperty("launcher.jar", "target/launcher-lambda.jar"))),
                environment,
                jvmOptions);
    }

    static DeployedFunction start(
            String handler, Collection<Path> classPath, Map<String, String> environment, String... jvmOptions)
            throws IOException {
        Path output = Files.createTempFile("function", ".log");
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        // As Lambda starts Java 17.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx426m"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(
                "-cp",
                Stream.concat(runtime(), classPath.stream().map(Path::toString))
                        .collect(Collectors.joining(File.pathSeparator)),
                AWSLambda.class.getName(),
                handler));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new DeployedFunction(builder.start(), output);
    }

    /** The environment that Lambda, an operator and the local endpoints make up together. */
    static Map<String, String> environment(LoopbackRuntime runtime, LoopbackS3 s3, LoopbackEmr emr) {
        Map<String, String> environment = new HashMap<>(Bench.ENVIRONMENT);
        environment.putAll(Map.of(
                "AWS_LAMBDA_RUNTIME_API", runtime.address(),
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                "AWS_LAMBDA_FUNCTION_NAME", "sparkify-launcher",
                "AWS_ENDPOINT_URL_S3", "http://" + s3.address(),
                "AWS_ENDPOINT_URL_EMR_SERVERLESS", "http://" + emr.address()));
        return environment;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** What the process has used so far, in all its threads. */
    long cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(output);
    }

    private static Stream<String> runtime() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
