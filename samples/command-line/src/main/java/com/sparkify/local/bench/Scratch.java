package com.sparkify.local.bench;

import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.cleanup.Teardown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The temporary folder of a benchmark and its resources; removed on close, also after Ctrl-C. */
public final class Scratch implements AutoCloseable {
    private final Teardown opened = new Teardown();
    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    public static Scratch create() throws IOException {
        Path folder = Files.createTempDirectory("sparkify-bench");
        Scratch scratch = new Scratch(folder);
        scratch.opened.add(() -> FileTree.delete(List.of(folder)));
        return scratch;
    }

    Path folder() {
        return folder;
    }

    /** Registers a resource that is closed with this if it is still open; closing twice must be harmless. */
    <T extends AutoCloseable> T opened(T resource) {
        return opened.add(resource);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
