package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pinned command line, as the guide calls it, makes the template that the app makes by itself. */
class CommandLineIT {
    private static final String COMMAND_LINE = "aws-cdk@2.1148.1";

    @TempDir
    Path folder;

    @Test
    void synthIsWhatTheAppMakes() throws Exception {
        assumeTrue(
                Child.run(List.of("npx", "--yes", COMMAND_LINE, "--version"), Map.of())
                                .exitCode()
                        == 0,
                "npx cannot fetch " + COMMAND_LINE);
        String app = "%s -cp %s com.sparkify.infra.SparkifyApp"
                .formatted(Child.java(), System.getProperty("java.class.path"));
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
                        folder.resolve("cli").toString()),
                Map.of());
        assertThat(synth.exitCode()).as(synth.said()).isZero();

        Child alone = Child.run(
                List.of(Child.java(), "-cp", System.getProperty("java.class.path"), "com.sparkify.infra.SparkifyApp"),
                Map.of("CDK_OUTDIR", folder.resolve("app").toString()));
        assertThat(alone.exitCode()).as(alone.said()).isZero();

        assertThat(folder.resolve("cli/Sparkify.template.json"))
                .hasSameTextualContentAs(folder.resolve("app/Sparkify.template.json"));
        assertThat(Files.readString(Path.of("..", "docs", "operations.md")))
                .contains("npx " + COMMAND_LINE + " deploy");
    }
}
