package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

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

        assertThat(folder.resolve("cli/Sparkify.template.json")).hasSameTextualContentAs(templateOfTheApp(jar));
        assertThat(Files.readString(Path.of("..", "docs", "operations.md")))
                .contains("npx " + COMMAND_LINE + " deploy");
    }

    private static Path templateOfTheApp(String jar) {
        SparkifyStack stack =
                SparkifyApp.stack(SparkifyApp.app(Map.of("sparkify:launcherJar", jar, "sparkify:jobJar", jar)));
        App app = (App) stack.getNode().getRoot();
        return Path.of(app.synth().getDirectory(), "Sparkify.template.json");
    }
}
