package com.sparkify.local.lambda;

import com.sparkify.local.cleanup.ProcessTree;
import com.sparkify.local.lambda.Invocation.Answer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A packaged function in a JVM of its own, under the runtime client of Lambda's managed runtime. One process handles
 * one event at a time; a process that died or timed out is replaced for the next event.
 */
public final class Function implements Invoker, AutoCloseable {

    private final FunctionSettings settings;
    private final RuntimeApi runtime;
    private Process process;
    private boolean closed;

    private Function(FunctionSettings settings, RuntimeApi runtime) {
        this.settings = settings;
        this.runtime = runtime;
    }

    /** Starts the process, so that it is warm for the first event. */
    public static Function start(FunctionSettings settings) throws IOException {
        var function = new Function(settings, new RuntimeApi(settings.name()));
        function.startProcess();
        return function;
    }

    /**
     * Invokes the function.
     *
     * @throws FunctionException if the function returned an error, died, or timed out
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

    /** Completes when the first process is initialised: it polls for an event, or is ready for its snapshot. */
    public CompletableFuture<Void> initialised() {
        return runtime.initialised();
    }

    /** Returns the processor time of the process so far. */
    public synchronized Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
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
        runtime.forgetInitError();
        var builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(settings.inherited());
        environment.putAll(settings.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtime.address());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", settings.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        environment.put("LAMBDA_TASK_ROOT", settings.code().get(0).getParent().toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("_HANDLER", settings.handler());
        Process started = builder.start();
        process = started;
        started.onExit().thenAccept(ended -> {
            if (ended == process) {
                runtime.abandon("The function's process exited with code " + ended.exitValue());
            }
        });
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagedRuntime.JVM_OPTIONS);
        command.addAll(ManagedRuntime.LIBRARY_OPTION);
        // The local S3 closes connections that AWS would keep open.
        command.add("-Dhttp.keepAlive=false");
        command.addAll(settings.jvmOptions());
        command.add("-cp");
        command.add(Stream.concat(ManagedRuntime.jars().stream(), settings.code().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(ManagedRuntime.MAIN);
        command.add(settings.handler());
        return command;
    }
}
