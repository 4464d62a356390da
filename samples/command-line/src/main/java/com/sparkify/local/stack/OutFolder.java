package com.sparkify.local.stack;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Files of the commands in the OUT folder. Other files there are left alone. */
public record OutFolder(Path path) {

    private static final int ERASURE_KEY_BYTES = 32;

    public OutFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** Creates the folder and its parents. */
    public void create() throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "is no folder");
        }
        Files.createDirectories(path);
    }

    /** Creates the erasure key unless it exists. A lake with erased users is unusable without its key. */
    void createErasureKey() throws IOException {
        if (Files.exists(erasureKey())) {
            return;
        }
        byte[] key = new byte[ERASURE_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path whole = Files.createTempFile(path, ".erasure", ".key"); // readable by the owner only
        Files.writeString(whole, HexFormat.of().formatHex(key));
        Files.move(whole, erasureKey(), StandardCopyOption.ATOMIC_MOVE);
    }

    public Path erasureKey() {
        return path.resolve("erasure.key");
    }

    public Path store() {
        return path.resolve("store");
    }

    public Path catalog() {
        return path.resolve("catalog.db");
    }

    public Path runs() {
        return path.resolve("runs");
    }

    /** Returns the folder of published files; see {@link PublishedMirror}. */
    public Path json() {
        return path.resolve("json");
    }

    public Path launcherLog() {
        return path.resolve("launcher.log");
    }

    public Path accessLog() {
        return path.resolve("emr-access.log");
    }

    /** Returns the file with the endpoints of running stand-ins; see {@link StandIns}. */
    Path endpoints() {
        return path.resolve(".endpoints.json");
    }

    /** Returns the file of the prompt's history. */
    public Path sqlHistory() {
        return path.resolve(".sql-history");
    }

    /** Returns true if stand-ins run over this folder, in this or another process. */
    boolean isLocked() throws IOException {
        return FolderLock.isHeld(path);
    }

    /** Locks the folder, because two stacks over one store would be two writers of one catalog. */
    FolderLock lock() throws IOException {
        return FolderLock.take(path);
    }
}
