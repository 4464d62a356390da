package com.sparkify.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Locations of the build's results. */
public record Installation(Path home) {

    /** Returns the folder of the root POM, which {@code ./sparkify} passes. */
    public static Installation current() {
        return new Installation(Path.of(System.getProperty("sparkify.home", "")).toAbsolutePath());
    }

    public Path launcherJar() throws IOException {
        return built("launcher-lambda/target/launcher-lambda.jar");
    }

    public Path jobJar() throws IOException {
        return built("spark-job/target/spark-job.jar");
    }

    public Path sparkClassPath() throws IOException {
        return built("spark-job/target/spark.classpath");
    }

    public Path classDataArchives() {
        return home.resolve("samples/command-line/target");
    }

    private Path built(String path) throws IOException {
        Path file = home.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "build it first: mvn -DskipTests package");
        }
        return file;
    }
}
