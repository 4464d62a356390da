package com.sparkify.local.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.function.BooleanSupplier;

/**
 * A proxy between the function and a service that forwards bytes unchanged, so signatures stay valid, and may end the
 * connection before any piece of a request or response.
 */
final class Wire implements AutoCloseable {

    private final ServerSocket entry;
    private final URI service;
    private final BooleanSupplier cut;

    private Wire(ServerSocket entry, URI service, BooleanSupplier cut) {
        this.entry = entry;
        this.service = service;
        this.cut = cut;
    }

    /** @param cut called before each piece is forwarded; true ends the connection */
    static Wire to(URI service, BooleanSupplier cut) throws IOException {
        var wire = new Wire(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), service, cut);
        daemon(wire::accept);
        return wire;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + entry.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        entry.close();
    }

    private void accept() {
        try {
            while (true) {
                var near = entry.accept();
                var far = new Socket(service.getHost(), service.getPort());
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                daemon(() -> carry(near, far));
                daemon(() -> carry(far, near));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[1 << 16];
            for (int length = in.read(piece); length >= 0 && !cut.getAsBoolean(); length = in.read(piece)) {
                out.write(piece, 0, length);
            }
        } catch (IOException e) {
            // one side has closed its connection: close the other
        }
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
