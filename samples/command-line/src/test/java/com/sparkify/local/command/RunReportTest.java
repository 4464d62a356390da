package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.emr.JobState;
import com.sparkify.local.stack.OutFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path log;
    private RunReport report;

    @BeforeEach
    void create() throws IOException {
        var console = new Console(System.out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        report = new RunReport(console, new OutFolder(folder));
        log = Files.createDirectories(folder.resolve("runs/a")).resolve("stdout.log");
    }

    @Test
    void eachBatchIsToldOnceAndNothingForPrograms() throws IOException {
        report.changed(RunFixture.run("a", JobState.RUNNING, ""));
        report.tick();
        Files.writeString(
                log, "refused b.json: Not in gzip format\nbatch 1: loaded 2 objects, refused 1\nphases {}\nbat");
        report.tick();
        report.tick();
        Files.writeString(
                log,
                "refused b.json: Not in gzip format\nbatch 1: loaded 2 objects, refused 1\nphases {}\n"
                        + "batch 2: loaded 1 object\nsummary {\"loaded\":3}\n");
        report.changed(RunFixture.run("a", JobState.SUCCESS, "Job run ended"));

        assertThat(told()).isEqualTo("""
                        run 1 submitted: a
                        run 1: refused b.json: Not in gzip format
                        run 1: loaded 2 objects, refused 1
                        run 1: loaded 1 object
                        run 1 succeeded after 3.1 s: no row changed
                        """);
    }

    @Test
    void aQueuedRunDoesNotHideTheRunningOne() throws IOException {
        report.changed(RunFixture.run("a", JobState.RUNNING, ""));
        report.changed(RunFixture.run("b", JobState.SUBMITTED, ""));
        report.changed(RunFixture.run("b", JobState.QUEUED, ""));
        Files.writeString(log, "batch 1: loaded 2 objects\n");
        report.tick();

        assertThat(told()).endsWith("run 2 submitted: b\nrun 1: loaded 2 objects\n");
    }

    @Test
    void theActivityIsWhatTheRunSaidAfterItsLastBatch() throws IOException {
        var messages = new RunLog(log);
        assertThat(messages.takeEvents()).isEmpty();
        Files.writeString(log, "waits for the lease of run x\n");
        assertThat(messages.takeEvents()).isEmpty();
        assertThat(messages.activity()).isEqualTo("waits for the lease of run x");

        Files.writeString(log, "waits for the lease of run x\nbatch 1: loaded 1 object\nphases {}\n");
        assertThat(messages.takeEvents()).containsExactly("loaded 1 object");
        assertThat(messages.activity()).isEmpty();
    }

    @Test
    void aRunThatCtrlCEndedDidNotFail() {
        report.changed(RunFixture.run("a", JobState.RUNNING, ""));
        report.changed(RunFixture.run("a", JobState.FAILED, "Driver exited with code 130"));

        assertThat(told()).endsWith("run 1 was interrupted\n");
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
