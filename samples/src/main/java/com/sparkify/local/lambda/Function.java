package com.sparkify.local.lambda;

import com.sparkify.local.emr.ProcessTree;
import com.sparkify.local.lambda.Invocation.Answer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The packaged function in a JVM of its own, under the runtime client that Lambda's managed runtime uses. One process,
 * one event at a time; a process that died or ran out of time is replaced for the next event.
 */
public final class Function implements Invoker, AutoCloseable {

    /** What the deployment calls it. */
    public static final String NAME = "sparkify-launcher";

    private static final String RUNTIME_MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private final FunctionSettings settings;
    private final RuntimeApi runtime;
    private Process process;
    private boolean closed;

    private Function(FunctionSettings settings, RuntimeApi runtime) {
        this.settings = settings;
        this.runtime = runtime;
    }

    /** Starts the process, so that the first event finds it warm. */
    public static Function start(FunctionSettings settings) throws IOException {
        var function = new Function(settings, new RuntimeApi());
        function.startProcess();
        return function;
    }

    /**
     * Bytes in, bytes out.
     *
     * @throws FunctionException the function answered with an error, died, or took longer than its timeout
     */
    @Override
    public synchronized byte[] invoke(byte[] event) throws FunctionException, InterruptedException {
        long millis = settings.timeout().toMillis();
        var invocation = new Invocation(
                UUID.randomUUID().toString(), event, System.currentTimeMillis() + millis, new CompletableFuture<>());
        Answer answer;
        try {
            if (!process.isAlive()) {
                startProcess();
            }
            runtime.submit(invocation);
            answer = invocation.answer().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            ProcessTree.kill(process);
            throw new FunctionException(
                    "Task timed out after " + settings.timeout().toSeconds() + " seconds");
        } catch (ExecutionException | IOException e) {
            throw new FunctionException("The function did not run: " + e.getMessage());
        }
        if (!answer.successful()) {
            throw new FunctionException(new String(answer.payload(), StandardCharsets.UTF_8));
        }
        return answer.payload();
    }

    @Override
    public void close() {
        closed = true;
        ProcessTree.kill(process);
        runtime.close();
    }

    private void startProcess() throws IOException {
        if (closed) {
            throw new IOException("The function was shut down");
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        // The local S3 closes a connection after some answers, where AWS keeps it.
                        "-Dhttp.keepAlive=false",
                        "-cp",
                        settings.runtimeClassPath() + File.pathSeparator + settings.jar(),
                        RUNTIME_MAIN,
                        settings.handler()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(settings.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtime.address());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", NAME);
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
        environment.put("LAMBDA_TASK_ROOT", settings.jar().getParent().toString());
        environment.put("_HANDLER", settings.handler());
        Process started = builder.start();
        process = started;
        started.onExit().thenAccept(ended -> {
            if (ended == process) {
                runtime.abandon("The function's process exited with code " + ended.exitValue());
            }
        });
    }
}
