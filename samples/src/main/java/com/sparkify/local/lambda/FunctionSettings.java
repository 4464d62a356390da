package com.sparkify.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the function is deployed.
 *
 * @param jar the packaged function
 * @param runtimeClassPath what the managed runtime has beside it
 * @param environment the function's variables
 * @param log where its output goes
 */
public record FunctionSettings(
        Path jar,
        String runtimeClassPath,
        String handler,
        Map<String, String> environment,
        Duration timeout,
        Path log) {

    public FunctionSettings {
        environment = Map.copyOf(environment);
        if (timeout.isNegative() || timeout.isZero() || timeout.toMinutes() > 15) {
            throw new IllegalArgumentException("Function timeout must be above 0 and at most 15 minutes: " + timeout);
        }
    }
}
