package com.sparkify.local.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy between a client and a stand-in. Forwards every byte unchanged, so signatures stay valid, and lets a rule
 * refuse, delay or break a request, or act just before or after the stand-in executes it.
 */
public final class FaultGate implements AutoCloseable {
    private static final byte[] SLOW_DOWN = response(
            "503 Slow Down",
            "Content-Type: application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>SlowDown</Code>"
                    + "<Message>Please reduce your request rate.</Message></Error>");

    private static final byte[] TOO_MANY_REQUESTS = response(
            "429 Too Many Requests",
            "Content-Type: application/json\r\nx-amzn-errortype: TooManyRequestsException",
            "{\"message\":\"Rate exceeded\"}");

    /** A request as the gate sees it. */
    public record Request(long number, String method, String target) {
        public boolean isWrite() {
            return !method.equals("GET") && !method.equals("HEAD");
        }

        @Override
        public String toString() {
            return method + " " + target;
        }
    }

    /** Decision about a request. */
    public enum Verdict {
        FORWARD,
        /** Responds like a throttling S3: status 503, code SlowDown. */
        SLOW_DOWN,
        /** Responds like a throttling REST-JSON service: status 429, TooManyRequestsException. */
        TOO_MANY_REQUESTS,
        /** Resets the connection without a response. */
        RESET
    }

    /** Called concurrently. */
    public interface Rule {
        Verdict before(Request request) throws InterruptedException;

        /**
         * Returns a response body that replaces the stand-in's, as the XML of a success, for a request without a body.
         */
        default Optional<String> answer(Request request) {
            return Optional.empty();
        }

        /** Called after the stand-in has executed the request and before the client gets the response. */
        default Verdict after(Request request, int status) {
            return Verdict.FORWARD;
        }

        /**
         * Called at the end of an exchange; {@code sent} and {@code received} count bytes to and from the stand-in,
         * heads included.
         */
        default void over(Request request, long sent, long received) {}
    }

    /** Forwards everything. */
    public static final Rule OPEN = request -> Verdict.FORWARD;

    private final ServerSocket server;
    private final URI backend;
    private final AtomicLong requests = new AtomicLong();
    private volatile Rule rule = OPEN;

    public FaultGate(URI backend) throws IOException {
        this.backend = backend;
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start("fault-gate", this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public void apply(Rule newRule) {
        rule = newRule;
    }

    public long requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start("fault-gate-connection", () -> serve(client));
            } catch (IOException e) {
                // closed: the loop ends
            }
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) {
        try (client;
                Upstream upstream = new Upstream(backend)) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = new BufferedOutputStream(client.getOutputStream());
            HttpHead head = HttpHead.read(in);
            while (head != null && exchange(client, upstream, head, in, out)) {
                head = HttpHead.read(in);
            }
        } catch (IOException e) {
            // one side has closed its connection; the other notices
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns false if the connection must be closed. */
    private boolean exchange(Socket client, Upstream upstream, HttpHead head, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        Rule current = rule;
        Request request = new Request(requests.incrementAndGet(), head.word(0), head.word(1));
        Verdict verdict = current.before(request);
        if (verdict != Verdict.FORWARD) {
            return refuse(client, verdict, out);
        }
        Optional<String> own = current.answer(request);
        if (own.isPresent()) {
            byte[] body = own.get().getBytes(StandardCharsets.UTF_8);
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return true;
        }
        upstream.connect();
        CountingStream toServer = new CountingStream(upstream.out());
        if (head.header("expect") != null) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        toServer.write(head.without("expect").bytes());
        toServer.flush();
        head.copyRequestBody(in, toServer);
        toServer.flush();
        HttpHead answer = HttpHead.read(upstream.in());
        if (answer == null) {
            return false;
        }
        verdict = current.after(request, Integer.parseInt(answer.word(1)));
        if (verdict != Verdict.FORWARD) {
            return refuse(client, verdict, out);
        }
        CountingStream toClient = new CountingStream(out);
        try {
            toClient.write(answer.bytes());
            answer.copyResponseBody(request.method(), upstream.in(), toClient);
            toClient.flush();
        } finally {
            current.over(request, toServer.count(), toClient.count());
        }
        upstream.keep();
        return !"close".equalsIgnoreCase(answer.header("connection"));
    }

    private static boolean refuse(Socket client, Verdict verdict, OutputStream out) throws IOException {
        if (verdict == Verdict.RESET) {
            // the client sees a reset instead of an end of stream
            client.setSoLinger(true, 0);
        } else {
            out.write(verdict == Verdict.SLOW_DOWN ? SLOW_DOWN : TOO_MANY_REQUESTS);
            out.flush();
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        return false;
    }

    private static byte[] response(String status, String headers, String body) {
        return ("HTTP/1.1 " + status + "\r\n" + headers + "\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
