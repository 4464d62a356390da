package com.sparkify.local.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** All requests that a stand-in answered, in the order of the responses: in memory for tests, in a file for users. */
public final class AccessLog {

    private final List<Access> accesses = new ArrayList<>();
    private final Path file;
    private final Clock clock;

    private AccessLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    public static AccessLog inMemory() {
        return new AccessLog(null, Clock.systemUTC());
    }

    /** Appends tab-separated lines to the file. Intended for the control plane, whose requests are few. */
    public static AccessLog toFile(Path file) {
        return new AccessLog(file, Clock.systemUTC());
    }

    public void add(String method, String path, boolean signed, int status) {
        add(method, path, signed, status, 0);
    }

    public synchronized void add(String method, String path, boolean signed, int status, long bytes) {
        var access = new Access(clock.instant(), method, path, signed, status, bytes);
        accesses.add(access);
        if (file != null) {
            append(access);
        }
    }

    public synchronized List<Access> accesses() {
        return List.copyOf(accesses);
    }

    private void append(Access access) {
        try {
            Files.writeString(
                    file,
                    access.toLine() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Access log cannot be written: " + file, e);
        }
    }
}
