package com.sparkify.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A function for {@link FunctionTest}: does what the event says, else says what it was told. */
public final class TestHandler implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readAllBytes();
        switch (new String(event, StandardCharsets.UTF_8)) {
            case "\"throw\"" -> throw new IllegalStateException("told to fail");
            case "\"exit\"" -> Runtime.getRuntime().halt(3);
            case "\"hang\"" -> sleep();
            case "\"environment\"" ->
                output.write(("\"" + System.getenv("COLOUR") + " " + System.getenv("PATH") + " "
                                + context.getFunctionName() + "\"")
                        .getBytes(StandardCharsets.UTF_8));
            default -> output.write(event);
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MINUTES.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
