package com.sparkify.local.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How drivers' JVMs are started: small runs for a quick start, large ones for throughput. */
public final class SparkJvm {

    private static final long LARGE_INPUT_BYTES = 64L << 20;
    private static final String DEFAULT_MEMORY = "2g";

    private final SparkClassPath classPath;
    private final ClassDataArchive archive;

    private SparkJvm(SparkClassPath classPath, ClassDataArchive archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** @param archives the folder of class-data archives; a build may empty it */
    public static SparkJvm of(SparkClassPath classPath, Path archives) throws IOException {
        return new SparkJvm(classPath, ClassDataArchive.of(archives, classPath));
    }

    public SparkClassPath classPath() {
        return classPath;
    }

    /** For a query: as a small run, and never with an archive to write. */
    List<String> queryFlags() {
        var flags = new ArrayList<>(List.of("-Xmx" + DEFAULT_MEMORY, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (archive.exists()) {
            flags.addAll(archive.useFlags());
        }
        return flags;
    }

    /** The flags of one JVM, and what to do when it has ended. */
    public interface Launch {
        List<String> flags();

        void ended(int exitCode) throws IOException;
    }

    Launch launch(long inputBytes, Optional<String> driverMemory) {
        var flags = new ArrayList<String>();
        // SparkSubmit cannot resize the JVM that it runs in.
        flags.add("-Xmx" + heap(driverMemory.orElse(DEFAULT_MEMORY)));
        flags.addAll(
                inputBytes < LARGE_INPUT_BYTES
                        ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                        : List.of("-XX:+UseParallelGC"));
        if (archive.exists()) {
            flags.addAll(archive.useFlags());
            return new Plain(flags);
        }
        Path draft = archive.draft();
        flags.addAll(archive.writeFlags(draft));
        return new Archiving(flags, archive, draft);
    }

    /** Spark also says 2gb, a JVM only 2g. */
    private static String heap(String memory) {
        var lower = memory.strip().toLowerCase(java.util.Locale.ROOT);
        return lower.endsWith("b") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private record Plain(List<String> flags) implements Launch {
        @Override
        public void ended(int exitCode) {
            // Nothing to keep.
        }
    }

    private record Archiving(List<String> flags, ClassDataArchive archive, Path draft) implements Launch {
        @Override
        public void ended(int exitCode) throws IOException {
            archive.accept(draft, exitCode == 0);
        }
    }
}
