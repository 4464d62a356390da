package com.sparkify.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Configuration of a function.
 *
 * @param name as in its ARN
 * @param code jars and folders of the function, without the managed runtime
 * @param handler class and method, such as {@code com.example.Handler::handleRequest}
 * @param environment the function's variables; it gets no others except those of Lambda
 * @param inherited names of variables of this process that the function's process inherits, such as the marker by which
 * leaked processes are found
 * @param jvmOptions additional options, passed in {@code JAVA_TOOL_OPTIONS}
 * @param timeout an invocation that takes longer fails, and its process is killed
 * @param log file to which the function's output is appended
 */
public record FunctionSettings(
        String name,
        List<Path> code,
        String handler,
        Map<String, String> environment,
        Set<String> inherited,
        List<String> jvmOptions,
        Duration timeout,
        Path log) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public FunctionSettings {
        code = code.stream().map(Path::toAbsolutePath).toList();
        environment = Map.copyOf(environment);
        inherited = Set.copyOf(inherited);
        jvmOptions = List.copyOf(jvmOptions);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("Function has no code: " + name);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.toMinutes() > 15) {
            throw new IllegalArgumentException("Function timeout must be above 0 and at most 15 minutes: " + timeout);
        }
    }

    /** Inherits nothing, adds no JVM option, and times out after 30 seconds. */
    public static FunctionSettings of(
            String name, List<Path> code, String handler, Map<String, String> environment, Path log) {
        return new FunctionSettings(name, code, handler, environment, Set.of(), List.of(), DEFAULT_TIMEOUT, log);
    }

    public FunctionSettings withTimeout(Duration newTimeout) {
        return new FunctionSettings(name, code, handler, environment, inherited, jvmOptions, newTimeout, log);
    }

    public FunctionSettings withJvmOptions(String... options) {
        return new FunctionSettings(name, code, handler, environment, inherited, List.of(options), timeout, log);
    }

    public FunctionSettings inheriting(String... names) {
        return new FunctionSettings(name, code, handler, environment, Set.of(names), jvmOptions, timeout, log);
    }
}
