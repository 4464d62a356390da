package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged launcher takes the environment that the stack gives it, at the extremes of every setting. */
class ShapeIT {
    private static final Path LAUNCHER = Path.of("..", "launcher-lambda", "target", "launcher-lambda.jar");
    private static final List<String> ARGUMENTS = List.of(
            "--batch-mib",
            "--batch-objects",
            "--take-work-minutes",
            "--linger-seconds",
            "--lease-seconds",
            "--publish-rows",
            "--publish-minutes");

    static Stream<Map<String, String>> extremes() {
        return Stream.of(ShapeTest.SMALLEST, ShapeTest.GREATEST);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void theLauncherTakesTheExtremes(Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>();
        Synth.with(settings)
                .only("AWS::Lambda::Function")
                .at("/Environment/Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        try (URLClassLoader launcher =
                new URLClassLoader(new URL[] {LAUNCHER.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = launcher.loadClass("com.sparkify.launcher.Settings");
            Object taken = opened(type, "from", Map.class).invoke(null, environment);
            assertThat((List<?>) opened(type, "entryPointArguments", String.class, Instant.class)
                            .invoke(taken, "id", Instant.EPOCH))
                    .map(String::valueOf)
                    .containsAll(ARGUMENTS);
        }
    }

    private static Method opened(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
