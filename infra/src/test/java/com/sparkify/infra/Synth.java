package com.sparkify.infra;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.assertions.Template;

/** Stacks for tests, over jars that hold nothing. The one with all defaults is made once: the first takes seconds. */
final class Synth {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR = emptyJar();
    private static Deployed defaults;

    private Synth() {}

    static synchronized Deployed defaults() {
        if (defaults == null) {
            defaults = with(Map.of());
        }
        return defaults;
    }

    static Deployed with(Map<String, String> settings) {
        return deployed(stack(settings));
    }

    /** A stack whose settings are the defaults and which somebody then made worse. */
    static Deployed weakened(Consumer<SparkifyStack> weakening) {
        SparkifyStack stack = stack(Map.of());
        weakening.accept(stack);
        return deployed(stack);
    }

    static SparkifyStack stack(Map<String, String> settings) {
        Map<String, String> context = new HashMap<>();
        context.put("sparkify:launcherJar", JAR.toString());
        context.put("sparkify:jobJar", JAR.toString());
        settings.forEach((name, value) -> context.put(Settings.CONTEXT_PREFIX + name, value));
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
