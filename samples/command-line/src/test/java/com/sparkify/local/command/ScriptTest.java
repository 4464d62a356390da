package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.cleanup.ProcessTree;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sparkify} in a copied tree, with programs in place of Maven and Java that write a log. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ScriptTest {

    private static final List<String> MODULES =
            List.of("launcher-lambda", "spark-job", "samples/stand-ins", "samples/generator", "samples/command-line");

    /** Builds the jars, in about a second; refuses to run twice at once. */
    private static final String MAVEN = """
            #!/usr/bin/env bash
            trap 'exit 130' INT
            echo "mvn begins" >> "$LOG"
            mkdir running || { echo "mvn twice" >> "$LOG"; exit 1; }
            trap 'rmdir running' EXIT
            %s
            for module in launcher-lambda spark-job samples/stand-ins samples/generator samples/command-line; do
              mkdir -p $module/target
              touch $module/target/${module##*/}.jar
            done
            echo x > spark-job/target/spark.classpath
            echo x > samples/command-line/target/command-line.classpath
            echo "mvn ends" >> "$LOG"
            """;

    private static final String JAVA = """
            #!/usr/bin/env bash
            trap 'exit 130' INT
            echo "java ${*: -1}" >> "$LOG"
            %s
            """;

    @TempDir
    Path folder;

    private Path home;
    private Path log;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void copy() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        log = Files.createFile(folder.resolve("log"));
        Files.createDirectory(folder.resolve("scratch"));
        Files.copy(Installation.current().home().resolve("sparkify"), home.resolve("sparkify"));
        source("pom.xml");
        source("samples/pom.xml");
        for (String module : MODULES) {
            source(module + "/pom.xml");
            source(module + "/src/main/Source.java");
        }
        program("mvn", MAVEN.formatted("sleep 1"));
        program("java", JAVA.formatted(""));
    }

    @AfterEach
    void end() {
        started.forEach(ProcessTree::kill);
    }

    @Test
    void theFirstUseBuildsAndLaterOnesDoNot() throws Exception {
        assertThat(exitCode(start("status"))).isZero();
        assertThat(exitCode(start("status"))).isZero();

        assertThat(log()).containsOnlyOnce("mvn ends").endsWith("java status\njava status\n");
        assertThat(home.resolve("target")).isEmptyDirectory();
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void anInterruptOfTheBuildStartsNothing() throws Exception {
        program("mvn", MAVEN.formatted("sleep 60"));
        Process command = start("status");
        await("mvn begins");

        interrupt(command);

        assertThat(exitCode(command)).isEqualTo(130);
        assertThat(log()).isEqualTo("mvn begins\n");
        assertThat(said()).doesNotContain("failed");
        assertThat(home.resolve("target")).isEmptyDirectory();
    }

    @Test
    void anInterruptOfThePreparationStartsNothing() throws Exception {
        program("java", JAVA.formatted("sleep 60"));
        Process command = start("status");
        await("java ");

        interrupt(command);

        assertThat(exitCode(command)).isEqualTo(130);
        assertThat(log().lines().filter(line -> line.startsWith("java "))).hasSize(1);
        assertThat(said()).doesNotContain("will start slowly");
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        Process one = start("status");
        await("mvn begins");
        Process other = start("report");

        assertThat(exitCode(one)).isZero();
        assertThat(exitCode(other)).isZero();
        assertThat(log()).containsOnlyOnce("mvn begins").contains("java status\n", "java report\n");
        assertThat(said()).contains("Waiting for the build of another ./sparkify, process " + one.pid());
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectory(home.resolve("target"));
        Files.createSymbolicLink(home.resolve("target/.building"), Path.of(Long.toString(dead.pid())));

        Process one = start("status");
        Process other = start("report");

        assertThat(exitCode(one)).isZero();
        assertThat(exitCode(other)).isZero();
        assertThat(log()).containsOnlyOnce("mvn begins");
        assertThat(home.resolve("target")).isEmptyDirectory();
    }

    @Test
    void anEditDuringTheBuildIsBuiltByTheNextUse() throws Exception {
        program("mvn", MAVEN.formatted("sleep 1; touch spark-job/src/main/Source.java; sleep 1"));
        assertThat(exitCode(start("status"))).isZero();
        program("mvn", MAVEN.formatted("sleep 1"));

        assertThat(exitCode(start("status"))).isZero();
        assertThat(exitCode(start("status"))).isZero();

        assertThat(log().lines().filter("mvn ends"::equals)).hasSize(2);
    }

    @Test
    void aFailedBuildIsToldAndReleasesTheLock() throws Exception {
        program("mvn", MAVEN.formatted("exit 1"));

        assertThat(exitCode(start("status"))).isEqualTo(1);
        assertThat(said()).contains("sparkify: the build failed; see above");
        assertThat(home.resolve("target")).isEmptyDirectory();
        assertThat(log()).doesNotContain("java");
    }

    @Test
    void aJavaHomeWithoutJavaIsToldBeforeTheBuild() throws Exception {
        Process command = start("status", "/nonexistent");

        assertThat(exitCode(command)).isEqualTo(1);
        assertThat(said()).isEqualTo("sparkify: JDK 17 is needed, but JAVA_HOME has no bin/java: '/nonexistent'\n");
        assertThat(log()).isEmpty();
    }

    private void source(String path) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void program(String name, String text) throws IOException {
        Path file = folder.resolve("bin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Starts the script as the leader of a process group, as a terminal does. */
    private Process start(String command) throws IOException {
        return start(command, "");
    }

    private Process start(String command, String javaHome) throws IOException {
        var words = new ArrayList<String>();
        if (System.getProperty("os.name").equals("Linux")) {
            // A build that was started in the background ignores SIGINT, and so would everything it starts.
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        words.addAll(List.of(
                "perl", "-e", "setpgrp; exec @ARGV", home.resolve("sparkify").toString(), command));
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()));
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().put("LOG", log.toString());
        builder.environment().put("TMPDIR", folder.resolve("scratch").toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void interrupt(Process command) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", "--", "-" + command.pid()).start().waitFor();
    }

    private static int exitCode(Process command) throws InterruptedException {
        assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return command.exitValue();
    }

    private void await(String text) throws IOException, InterruptedException {
        while (!log().contains(text)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String log() throws IOException {
        return Files.readString(log);
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }
}
