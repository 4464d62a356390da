package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The app's main, in JVMs of its own: maps have another order in each. */
class SparkifyAppTest {
    private final Path folder = Synth.emptyFolder();

    @Test
    void twoSynthsAreEqualAndTheSecondHasNoNetwork() throws IOException {
        Child first = synth("one", List.of(), Map.of());
        assertThat(first.exitCode()).as(first.said()).isZero();

        // A network namespace of its own has no way out, not even to the loopback address.
        List<String> offline = List.of("unshare", "--net", "--map-root-user");
        assumeTrue(
                Child.run(Stream.concat(offline.stream(), Stream.of("true")).toList(), Map.of())
                                .exitCode()
                        == 0,
                "This machine lets nobody take the network away (unshare --net)");
        Child second = synth("two", offline, Map.of());
        assertThat(second.exitCode()).as(second.said()).isZero();

        assertThat(files("two")).isEqualTo(files("one"));
        assertThat(files("one").keySet()).contains("Sparkify.template.json", "manifest.json");
    }

    @Test
    void refusesWrongSettingsInWordsAndWithoutATrace() {
        Child child = synth(
                "wrong", List.of(), Map.of("sparkify:lake", "s3://b-b-b/log_data", "sparkify:logBucket", "b-b-b"));
        assertThat(child.exitCode()).isEqualTo(1);
        assertThat(child.said())
                .startsWith("Settings refused:\n  sparkify:lake must not lie under an input prefix")
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhichJarIsMissing() {
        Child child = synth("missing", List.of(), Map.of("sparkify:jobJar", "no/such.jar"));
        assertThat(child.exitCode()).isEqualTo(1);
        assertThat(child.said())
                .startsWith("There is no jar at ")
                .contains("no/such.jar: run 'mvn package' in the root folder first")
                .doesNotContain("\tat ");
    }

    private Child synth(String out, List<String> prefix, Map<String, String> settings) {
        Map<String, String> context = new HashMap<>(settings);
        context.putIfAbsent("sparkify:launcherJar", Synth.jar().toString());
        context.putIfAbsent("sparkify:jobJar", Synth.jar().toString());
        String json = context.entrySet().stream()
                .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(Child.java(), "-cp", System.getProperty("java.class.path"), "com.sparkify.infra.SparkifyApp"));
        return Child.run(command, Map.of("CDK_OUTDIR", folder.resolve(out).toString(), "CDK_CONTEXT_JSON", json));
    }

    private Map<String, String> files(String out) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> all = Files.list(folder.resolve(out))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
