package com.sparkify.infra;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.assertions.Template;

/** Stacks for tests, over jars that hold nothing. Those of the same settings are made once: each takes a while. */
final class Synth {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR = emptyJar();
    private static final Map<Map<String, String>, Deployed> MADE = new HashMap<>();

    private Synth() {}

    static Deployed defaults() {
        return with(Map.of());
    }

    static synchronized Deployed with(Map<String, String> settings) {
        return MADE.computeIfAbsent(Map.copyOf(settings), made -> deployed(stack(made)));
    }

    static SparkifyStack stack(Map<String, String> settings) {
        Map<String, String> context = new HashMap<>();
        context.put("sparkify:launcherJar", JAR.toString());
        context.put("sparkify:jobJar", JAR.toString());
        settings.forEach((name, value) -> context.put(DeploymentSettings.CONTEXT_PREFIX + name, value));
        return SparkifyApp.stack(SparkifyApp.app(context));
    }

    static Deployed deployed(SparkifyStack stack) {
        return new Deployed(JSON.valueToTree(Template.fromStack(stack).toJSON()));
    }

    static Path jar() {
        return JAR;
    }

    /** Below target and not in the machine's folder for temporary files, which others may tidy up meanwhile. */
    static Path emptyFolder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "synth");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyJar() {
        try {
            Path jar = Path.of("target", "empty.jar");
            return Files.write(jar, new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
