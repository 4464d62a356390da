package com.sparkify.local.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JVM flags of drivers: small runs are tuned for startup, large ones for throughput. */
public final class SparkJvm {

    private static final long LARGE_INPUT_BYTES = 64L << 20;
    private static final String DEFAULT_MEMORY = "2g";

    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** With the default thresholds, C2 takes a fifth of the CPU of a load of a million plays. */
    private static final List<String> THROUGHPUT = List.of(
            "-XX:+UseParallelGC",
            // with the default, Spark's start causes three full collections
            "-XX:MetaspaceSize=256m",
            "-XX:Tier4InvocationThreshold=320000",
            "-XX:Tier4MinInvocationThreshold=80000",
            "-XX:Tier4CompileThreshold=640000",
            "-XX:Tier4BackEdgeThreshold=640000");

    private final SparkClassPath classPath;
    private final ClassDataArchive archive;
    private final ClassDataArchive queryArchive;

    private SparkJvm(SparkClassPath classPath, ClassDataArchive archive, ClassDataArchive queryArchive) {
        this.classPath = classPath;
        this.archive = archive;
        this.queryArchive = queryArchive;
    }

    /** @param archives folder of class-data archives; a build may empty it */
    public static SparkJvm of(SparkClassPath classPath, Path archives) throws IOException {
        return new SparkJvm(
                classPath,
                ClassDataArchive.of(archives, "spark-", classPath),
                ClassDataArchive.of(archives, "query-", classPath));
    }

    public SparkClassPath classPath() {
        return classPath;
    }

    /** Flags of a query: those of a small run with another archive, because a small run does not load Spark SQL. */
    Launch queryLaunch() {
        return launch(queryFlags(), queryArchive);
    }

    /** Flags of a prompt: as a query, but without writing an archive. */
    Launch promptLaunch() {
        return queryArchive.exists() ? queryLaunch() : new Plain(queryFlags());
    }

    /** Flags of a program without a Spark session: as a prompt, whose archive has the classes of Iceberg too. */
    public List<String> readerFlags() {
        return promptLaunch().flags();
    }

    private static List<String> queryFlags() {
        var flags = new ArrayList<>(List.of("-Xmx" + DEFAULT_MEMORY));
        flags.addAll(QUICK_START);
        return flags;
    }

    /** JVM flags, and the action at the JVM's end. */
    public interface Launch {
        List<String> flags();

        /** Returns true if this JVM writes an archive of its classes. */
        boolean isArchiving();

        void ended(int exitCode) throws IOException;
    }

    Launch launch(long inputBytes, Optional<String> driverMemory) {
        var flags = new ArrayList<String>();
        // SparkSubmit cannot resize the heap of its own JVM.
        flags.add("-Xmx" + heap(driverMemory.orElse(DEFAULT_MEMORY)));
        flags.addAll(inputBytes < LARGE_INPUT_BYTES ? QUICK_START : THROUGHPUT);
        return launch(flags, archive);
    }

    private static Launch launch(List<String> flags, ClassDataArchive archive) {
        if (archive.exists()) {
            flags.addAll(archive.useFlags());
            return new Plain(flags);
        }
        Path draft = archive.draft();
        flags.addAll(archive.writeFlags(draft));
        return new Archiving(flags, archive, draft);
    }

    /** Spark accepts 2gb, a JVM only 2g. */
    private static String heap(String memory) {
        var lower = memory.strip().toLowerCase(java.util.Locale.ROOT);
        return lower.endsWith("b") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private record Plain(List<String> flags) implements Launch {
        @Override
        public boolean isArchiving() {
            return false;
        }

        @Override
        public void ended(int exitCode) {
            // no archive to keep
        }
    }

    private record Archiving(List<String> flags, ClassDataArchive archive, Path draft) implements Launch {
        @Override
        public boolean isArchiving() {
            return true;
        }

        @Override
        public void ended(int exitCode) throws IOException {
            archive.accept(draft, exitCode == 0);
        }
    }
}
