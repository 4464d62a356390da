package com.sparkify.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Mirrors the lake's {@code json/} to OUT/json; deletes only files of the published layout. */
public final class PublishedMirror {

    private static final List<String> TABLES = List.of("songplays", "users", "songs", "artists", "time");

    private final Path source;
    private final Path target;

    public PublishedMirror(OutFolder out) {
        this.source = out.store().resolve(LocalStack.LAKE_BUCKET).resolve("json");
        this.target = out.json();
    }

    /** Copies files that differ in size or time, and deletes files that are no longer published. */
    public void update() throws IOException {
        Files.createDirectories(target);
        Set<Path> published = files(source);
        for (Path file : published) {
            copy(source.resolve(file), target.resolve(file));
        }
        for (Path file : files(target)) {
            if (!published.contains(file) && isOurs(file)) {
                remove(target.resolve(file));
            }
        }
    }

    private static Set<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return new HashSet<>(
                    tree.filter(Files::isRegularFile).map(folder::relativize).toList());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        boolean same = Files.isRegularFile(to)
                && Files.size(from) == Files.size(to)
                && Files.getLastModifiedTime(from).equals(Files.getLastModifiedTime(to));
        if (!same) {
            Files.createDirectories(to.getParent());
            // Replaces files atomically for readers of OUT/json.
            Path draft = to.resolveSibling("." + to.getFileName() + ".draft");
            Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(draft, Files.getLastModifiedTime(from));
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isOurs(Path file) {
        String table = file.getName(0).toString();
        return TABLES.contains(table) && file.getFileName().toString().matches(table + "(-[0-9]+)*\\.json");
    }

    private void remove(Path file) throws IOException {
        Files.delete(file);
        for (Path folder = file.getParent(); !folder.equals(target); folder = folder.getParent()) {
            try (Stream<Path> rest = Files.list(folder)) {
                if (rest.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }
}
