package com.sparkify.local.command;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Closes a resource at the end of a block, and also when the JVM is terminated before (Ctrl-C, SIGTERM), so that no
 * child process is left.
 */
final class Closing<T extends AutoCloseable> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Closing.class.getName());

    private final T resource;
    private final String lastLine;
    private final Thread hook;

    private Closing(T resource, String lastLine) {
        this.resource = resource;
        this.lastLine = lastLine;
        this.hook = new Thread(this::closeAtExit, "closing");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static <T extends AutoCloseable> Closing<T> of(T resource) {
        return of(resource, "");
    }

    /** @param lastLine tells the user what an interrupt left; may be empty */
    static <T extends AutoCloseable> Closing<T> of(T resource, String lastLine) {
        return new Closing<>(resource, lastLine);
    }

    T resource() {
        return resource;
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending and runs the hook
            return;
        }
        try {
            resource.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private void closeAtExit() {
        Console.end(lastLine);
        try {
            resource.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Not everything was closed", e);
        }
    }
}
