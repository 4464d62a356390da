package com.sparkify.local.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The lock of an OUT folder. It ends with the process at the latest. The file tells who holds it. */
final class FolderLock implements AutoCloseable {

    /** A look by another process holds the lock for a moment. */
    private static final int ATTEMPTS = 10;

    private static final int RETRY_MILLIS = 50;

    /**
     * Files that this JVM has locked. They are never opened again: on POSIX systems a process loses its lock as soon as
     * it closes any descriptor of the file.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws IOException if the folder is locked, or its lock file cannot be written */
    static FolderLock take(Path folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Optional<FolderLock> lock = attempt(file(folder));
            if (lock.isPresent()) {
                return lock.get();
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("'%s' is in use by %s: stop it, or choose another --out"
                        .formatted(folder, holder(file(folder))));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + folder, e);
            }
        }
    }

    private static Optional<FolderLock> attempt(Path file) throws IOException {
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return Optional.empty();
            }
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!isLocked(channel, false)) {
                    channel.truncate(0);
                    channel.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)));
                    HELD.add(file);
                    return Optional.of(new FolderLock(file, channel));
                }
                return Optional.empty();
            } finally {
                if (!HELD.contains(file)) {
                    channel.close();
                }
            }
        }
    }

    private static String self() {
        String command = System.getProperty("sparkify.command", "");
        return "./sparkify%s (process %d)"
                .formatted(
                        command.isEmpty() ? "" : " " + command,
                        ProcessHandle.current().pid());
    }

    private static String holder(Path file) throws IOException {
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return self();
            }
            String holder = Files.readString(file);
            return holder.isEmpty() ? "another ./sparkify" : holder;
        }
    }

    /** Returns true if this or another process has locked the folder. */
    static boolean isHeld(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        Path file = file(folder);
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return true;
            }
            // Shared: two looks at once do not see each other.
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return isLocked(channel, true);
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    /** Locks the file until the channel is closed, or returns true if somebody else has locked it. */
    private static boolean isLocked(FileChannel channel, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static Path file(Path folder) throws IOException {
        return folder.toRealPath().resolve(".lock");
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            channel.close();
            HELD.remove(file);
        }
    }
}
