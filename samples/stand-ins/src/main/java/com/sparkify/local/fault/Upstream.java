package com.sparkify.local.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** The connection to the stand-in on behalf of one client, kept open between exchanges. Not thread-safe. */
final class Upstream implements AutoCloseable {
    /** Shorter than the server's idle timeout, so that a reused connection is still open. */
    private static final long MAX_IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    private final URI server;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private long usedAt;

    Upstream(URI server) {
        this.server = server;
    }

    /** Opens a connection unless the last one can be reused. */
    void connect() throws IOException {
        if (socket != null && System.nanoTime() - usedAt < MAX_IDLE_NANOS) {
            return;
        }
        close();
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Keeps the connection for the next exchange. The response must have been read to its end. */
    void keep() {
        usedAt = System.nanoTime();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
