package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pinned command line, as the guide calls it, makes the template that the app makes by itself. */
class CommandLineIT {
    private static final String COMMAND_LINE = "aws-cdk@2.1148.1";

    private final Path folder = Synth.emptyFolder();

    @Test
    void synthIsWhatTheAppMakes() throws Exception {
        assumeTrue(
                Child.run(List.of("npx", "--yes", COMMAND_LINE, "--version"), Map.of())
                                .exitCode()
                        == 0,
                "npx cannot fetch " + COMMAND_LINE);
        String app = "%s -cp %s com.sparkify.infra.SparkifyApp"
                .formatted(Child.java(), System.getProperty("java.class.path"));
        String jar = Synth.jar().toAbsolutePath().toString();
        Child synth = Child.run(
                List.of(
                        "npx",
                        "--yes",
                        COMMAND_LINE,
                        "synth",
                        "--quiet",
                        "--app",
                        app,
                        "--output",
                        folder.resolve("cli").toString(),
                        "-c",
                        "sparkify:launcherJar=" + jar,
                        "-c",
                        "sparkify:jobJar=" + jar),
                Map.of());
        assertThat(synth.exitCode()).as(synth.said()).isZero();

        String context = "{\"sparkify:launcherJar\":\"%s\",\"sparkify:jobJar\":\"%s\"}".formatted(jar, jar);
        Child alone = Child.run(
                List.of(Child.java(), "-cp", System.getProperty("java.class.path"), "com.sparkify.infra.SparkifyApp"),
                Map.of("CDK_OUTDIR", folder.resolve("app").toString(), "CDK_CONTEXT_JSON", context));
        assertThat(alone.exitCode()).as(alone.said()).isZero();

        assertThat(folder.resolve("cli/Sparkify.template.json"))
                .hasSameTextualContentAs(folder.resolve("app/Sparkify.template.json"));
        assertThat(Files.readString(Path.of("..", "docs", "operations.md")))
                .contains("npx " + COMMAND_LINE + " deploy");
    }
}
