package com.sparkify.law;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a lake with its catalog and input, which can be restored repeatedly. No job may be active meanwhile. */
final class Snapshot {
    private final List<Path> originals;
    private final Path copies;

    private Snapshot(List<Path> originals, Path copies) {
        this.originals = originals;
        this.copies = copies;
    }

    static Snapshot take(List<Path> originals, Path copies) throws IOException {
        Snapshot snapshot = new Snapshot(originals, copies);
        for (Path original : originals) {
            copy(original, snapshot.copyOf(original));
        }
        return snapshot;
    }

    void restore() throws IOException {
        for (Path original : originals) {
            delete(original);
            copy(copyOf(original), original);
        }
    }

    private Path copyOf(Path original) {
        return copies.resolve(original.getFileName());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
        }
    }

    /** Copies attributes too, because the S3 server stores ETags in them. */
    private static void copyOne(Path file, Path to) {
        try {
            if (!Files.isDirectory(to)) {
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
