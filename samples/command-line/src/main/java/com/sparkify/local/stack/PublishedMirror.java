package com.sparkify.local.stack;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Mirrors the lake's {@code json/} to OUT/json; touches only files of the published layout. */
public final class PublishedMirror {

    private static final List<String> TABLES = List.of("songplays", "users", "songs", "artists", "time");
    private static final String NAME = "%s(-[0-9]+)*\\.json";
    private static final String DRAFT_NAME = "\\." + NAME + "\\.draft";

    private final Path source;
    private final Path target;

    public PublishedMirror(OutFolder out) {
        this.source = out.store().resolve(LocalStack.LAKE_BUCKET).resolve("json");
        this.target = out.json();
    }

    /**
     * Copies files that differ in size or time, and deletes files that are no longer published.
     *
     * @return false if a file vanished meanwhile, because a run publishes: the mirror is behind until the next call
     */
    public boolean update() throws IOException {
        return update(published());
    }

    /** Returns the published files. The S3 server's temporary files, which lie beside them, are not among them. */
    Set<Path> published() throws IOException {
        return files(source, PublishedMirror::isPublished);
    }

    /** @param published as listed before */
    boolean update(Set<Path> published) throws IOException {
        Files.createDirectories(target);
        boolean isWhole = true;
        for (Path file : published) {
            isWhole &= copy(source.resolve(file), target.resolve(file));
        }
        for (Path file : files(target, name -> isPublished(name) || isDraft(name))) {
            // Of a set that changes, the files that replace an old one may not be copied yet.
            if (isDraft(file) || isWhole && !published.contains(file)) {
                remove(target.resolve(file));
            }
        }
        return isWhole;
    }

    /** Lists a tree in which files and folders may vanish meanwhile. */
    private static Set<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        var files = new HashSet<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path relative = folder.relativize(file);
                if (attributes.isRegularFile() && wanted.test(relative)) {
                    files.add(relative);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }
        });
        return files;
    }

    /** @return false if the file is gone */
    private static boolean copy(Path from, Path to) throws IOException {
        // Replaces files atomically for readers of OUT/json.
        Path draft = to.resolveSibling("." + to.getFileName() + ".draft");
        try {
            // Before the content: if the file is replaced in between, the times differ and the next call copies again.
            FileTime time = Files.getLastModifiedTime(from);
            boolean isSame = Files.isRegularFile(to)
                    && Files.size(from) == Files.size(to)
                    && time.equals(Files.getLastModifiedTime(to));
            if (!isSame) {
                Files.createDirectories(to.getParent());
                Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(draft, time);
                Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isPublished(Path file) {
        return isNamed(NAME, file);
    }

    /** Returns true for what a killed copy left; it may hold rows that are no longer published. */
    private static boolean isDraft(Path file) {
        return isNamed(DRAFT_NAME, file);
    }

    private static boolean isNamed(String pattern, Path file) {
        String table = file.getName(0).toString();
        return TABLES.contains(table) && file.getFileName().toString().matches(pattern.formatted(table));
    }

    private void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            for (Path folder = file.getParent(); !folder.equals(target); folder = folder.getParent()) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // the folder has other files, so it and its parents stay
        }
    }
}
