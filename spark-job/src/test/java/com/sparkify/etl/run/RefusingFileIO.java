package com.sparkify.etl.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Local files through Java's own API, because Hadoop's starts a process for each; writes to one table can be made to
 * fail.
 */
public final class RefusingFileIO implements SupportsPrefixOperations {
    private static volatile String refused;
    private static volatile Runnable beforeRefusal;

    /** From now on no data file whose path contains {@code text} can be written; null lets all be written. */
    static void refuse(String text) {
        refuse(text, () -> {});
    }

    /** As {@link #refuse(String)}; the action comes before each refusal. */
    static void refuse(String text, Runnable action) {
        beforeRefusal = action;
        refused = text;
    }

    @Override
    public OutputFile newOutputFile(String location) {
        if (refused != null && location.contains(refused)) {
            beforeRefusal.run();
            throw new IllegalStateException("refused what contains '" + refused + "'");
        }
        return Files.localOutput(path(location).toFile());
    }

    @Override
    public InputFile newInputFile(String location) {
        return Files.localInput(path(location).toFile());
    }

    @Override
    public void deleteFile(String location) {
        try {
            java.nio.file.Files.deleteIfExists(path(location));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        try (Stream<Path> files = java.nio.file.Files.walk(path(prefix))) {
            return files.filter(java.nio.file.Files::isRegularFile)
                    .map(RefusingFileIO::info)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileInfo info(Path file) {
        java.io.File local = file.toFile();
        return new FileInfo(local.toURI().toString(), local.length(), local.lastModified());
    }

    @Override
    public void deletePrefix(String prefix) {
        throw new UnsupportedOperationException("No test deletes a folder");
    }

    private static Path path(String location) {
        return Path.of(location.replaceFirst("^file:/*", "/"));
    }
}
