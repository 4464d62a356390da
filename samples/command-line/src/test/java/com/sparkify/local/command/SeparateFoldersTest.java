package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeparateFoldersTest {

    @TempDir
    Path folder;

    private Path logs;

    @BeforeEach
    void createLogs() throws IOException {
        logs = Files.createDirectories(folder.resolve("in/logs"));
    }

    @Test
    void anOutInTheInputIsRefused() {
        assertRefused(logs, logs.resolve("a/b/out"), "--out must not lie in --logs '" + logs + "', because");
        assertRefused(logs, logs, "--out must not lie in --logs");
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), logs);

        assertRefused(logs, link.resolve("out"), "--out must not lie in --logs");
        assertRefused(link, logs.resolve("out"), "--out must not lie in --logs");
    }

    @Test
    void inputFromTheStoreIsRefused() throws IOException {
        Path out = folder.resolve("out");
        Path stored = Files.createDirectories(out.resolve("store/sparkify-logs/log_data"));

        assertRefused(
                stored, out, "--logs must not lie in '" + out.resolve("store") + "', which the load itself writes");
    }

    @Test
    void foldersBesideEachOtherAndInputOfTheDemoAreAccepted() throws IOException {
        Path out = folder.resolve("in/logs-out");
        Path input = Files.createDirectories(out.resolve("input/log_data"));

        assertThatCode(() -> SeparateFolders.require("--logs", logs, new OutFolder(out)))
                .doesNotThrowAnyException();
        assertThatCode(() -> SeparateFolders.require("--logs", input, new OutFolder(out)))
                .doesNotThrowAnyException();
    }

    @Test
    void theCommandRefusesItBeforeItCreatesAnything() {
        int exitCode = Commands.execute(
                "local",
                "--songs",
                logs.toString(),
                "--out",
                logs.resolve("out").toString());

        assertThat(exitCode).isEqualTo(CommandFailure.USAGE);
        assertThat(logs).isEmptyDirectory();
    }

    private static void assertRefused(Path input, Path out, String message) {
        assertThatThrownBy(() -> SeparateFolders.require("--logs", input, new OutFolder(out)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(message)
                .extracting(problem -> ((CommandFailure) problem).exitCode())
                .isEqualTo(CommandFailure.USAGE);
    }
}
