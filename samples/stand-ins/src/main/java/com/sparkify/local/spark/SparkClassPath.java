package com.sparkify.local.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The jars that EMR provides: Spark, Iceberg, the AWS SDK; and SQLite for the local catalog. */
public record SparkClassPath(List<Path> jars) {

    public SparkClassPath {
        jars = List.copyOf(jars);
        if (jars.isEmpty()) {
            throw new IllegalArgumentException("The Spark class path has no jar");
        }
    }

    /** Reads a file of one line that the build writes. */
    public static SparkClassPath read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "the build writes it: mvn -DskipTests package");
        }
        return new SparkClassPath(Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList());
    }

    public String argument() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
