package com.sparkify.local.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The JVM's archive of the classes of Spark's class path, which more than halves the time of a small run. The first
 * successful run, or query, writes it; each class path and each JVM has its own.
 */
final class ClassDataArchive {

    private static final String SUFFIX = ".jsa";

    /** A run without work loads few classes; its archive would serve no later run. */
    private static final long LEAST_BYTES = 70L << 20;

    private final Path file;
    private final String prefix;

    private ClassDataArchive(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    /** @param prefix of the file name: runs and queries have separate archives */
    static ClassDataArchive of(Path folder, String prefix, SparkClassPath classPath) throws IOException {
        // A JVM that cannot write its archive would exit with an error instead of the run's exit code.
        Path file = Files.createDirectories(folder).resolve(prefix + fingerprint(classPath) + SUFFIX);
        return new ClassDataArchive(file, prefix);
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /** A mismatch is no error: the JVM then loads classes without the archive. */
    List<String> useFlags() {
        return List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Returns the temporary file of a run that writes the archive. */
    Path draft() {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".draft");
    }

    List<String> writeFlags(Path draft) {
        return List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /**
     * Moves a complete and useful draft into place and deletes archives of other class paths; otherwise deletes the
     * draft.
     */
    void accept(Path draft, boolean complete) throws IOException {
        if (!complete || !Files.isRegularFile(draft) || Files.size(draft) < LEAST_BYTES) {
            Files.deleteIfExists(draft);
            return;
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var others = Files.newDirectoryStream(file.getParent(), prefix + "*" + SUFFIX)) {
            for (Path other : others) {
                if (!other.equals(file)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private static String fingerprint(SparkClassPath classPath) throws IOException {
        var text = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path jar : classPath.jars()) {
            text.append('\n')
                    .append(jar)
                    .append(' ')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar).toMillis());
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
