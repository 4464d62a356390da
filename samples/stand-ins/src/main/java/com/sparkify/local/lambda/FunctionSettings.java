package com.sparkify.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a function is deployed.
 *
 * @param name as in its ARN
 * @param code jars and folders of the function, without what the managed runtime has
 * @param handler class and method, such as {@code com.example.Handler::handleRequest}
 * @param environment the function's variables; it has no others but those that Lambda sets
 * @param inherited names of variables of this process that the function's process keeps, such as a mark by which
 *     forgotten processes are found
 * @param jvmOptions beyond those of the managed runtime, as {@code JAVA_TOOL_OPTIONS} adds them
 * @param timeout an invocation that takes longer fails, and its process is killed
 * @param log the file that the function's output is appended to
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
