package com.sparkify.infra;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/**
 * A main that does what Lambda does: makes the handler, and hands it each argument as an event. Runs in a JVM whose
 * class path is the packaged launcher; hence the reflection.
 */
final class LauncherCall {
    private LauncherCall() {}

    public static void main(String... events) throws Exception {
        Class<?> contextType = Class.forName("com.amazonaws.services.lambda.runtime.Context");
        Object context = Proxy.newProxyInstance(
                contextType.getClassLoader(),
                new Class<?>[] {contextType},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemainingTimeInMillis" -> 60_000;
                    case "getAwsRequestId" -> "a-request";
                    case "getFunctionName" -> "sparkify-launcher";
                    default -> null;
                });
        Class<?> handlerType = Class.forName("com.sparkify.launcher.LauncherHandler");
        Object handler = handlerType.getDeclaredConstructor().newInstance();
        for (String event : events) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            handlerType
                    .getMethod("handleRequest", InputStream.class, OutputStream.class, contextType)
                    .invoke(handler, new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
            System.out.println("answer " + answer.toString(StandardCharsets.UTF_8));
        }
    }
}
