package com.sparkify.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Noncurrent versions of objects in versioned buckets: hard links to the former files, beside the buckets' folder. The
 * version id is the file's inode, so it is the same while the version is current.
 */
final class NoncurrentVersions {
    private static final String MARK = "mark-";

    private final Path buckets;
    private final Path kept;
    private final Set<String> versioned = ConcurrentHashMap.newKeySet();

    NoncurrentVersions(Path buckets) {
        this.buckets = buckets;
        this.kept = buckets.resolveSibling(buckets.getFileName() + "-versions");
    }

    /** A noncurrent version or a delete marker. */
    record Kept(String key, String id, boolean isMark, Path file) {}

    void turn(String bucket, boolean isOn) {
        if (isOn) {
            versioned.add(bucket);
        } else {
            versioned.remove(bucket);
        }
    }

    boolean isOn(String bucket) {
        return versioned.contains(bucket);
    }

    /** Returns the id of the current version, or {@code null}, as S3 writes it, if the bucket was never versioned. */
    String currentId(String bucket, String key) {
        return isOn(bucket) ? inode(file(bucket, key)) : "null";
    }

    /** Keeps the current version. */
    Optional<Path> keep(String bucket, String key) {
        Path file = file(bucket, key);
        if (!isOn(bucket) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Path link = folder(bucket, key).resolve(inode(file));
            Files.createDirectories(link.getParent());
            Files.deleteIfExists(link);
            return Optional.of(Files.createLink(link, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a delete marker. */
    void mark(String bucket, String key) {
        try {
            Files.createFile(folder(bucket, key).resolve(MARK + System.nanoTime()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a noncurrent version. Returns false if the id does not exist. */
    boolean remove(String bucket, String key, String id) {
        try {
            return Files.deleteIfExists(folder(bucket, key).resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Kept> of(String bucket, String prefix) {
        List<Kept> found = new ArrayList<>();
        Path root = kept.resolve(bucket);
        try (Stream<Path> files = Files.isDirectory(root) ? Files.walk(root) : Stream.<Path>empty()) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> {
                String key = URLDecoder.decode(file.getParent().getFileName().toString(), StandardCharsets.UTF_8);
                String id = file.getFileName().toString();
                if (key.startsWith(prefix)) {
                    found.add(new Kept(key, id, id.startsWith(MARK), file));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private Path file(String bucket, String key) {
        return buckets.resolve(bucket).resolve(key);
    }

    private Path folder(String bucket, String key) {
        return kept.resolve(bucket).resolve(URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private static String inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
