package com.sparkify.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // a lock is held without being used
class FolderLockTest {

    @TempDir
    Path folder;

    @BeforeEach
    void nameTheCommand() {
        System.setProperty("sparkify.command", "up");
    }

    @AfterEach
    void forgetTheCommand() {
        System.clearProperty("sparkify.command");
    }

    @Test
    void aLookFromTheSameProcessDoesNotReleaseTheLock() throws IOException {
        var out = new OutFolder(folder);
        try (var lock = FolderLock.take(folder)) {
            assertThat(out.isLocked()).isTrue();
            assertThatThrownBy(() -> FolderLock.take(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage(inUse());

            assertThat(other("take").readLine()).isEqualTo(inUse());
        }
        assertThat(out.isLocked()).isFalse();
        assertThat(other("take").readLine()).isEqualTo("taken");
    }

    @Test
    void aLookFromAnotherProcessOnlyDelays() throws IOException {
        Files.createFile(folder.resolve(".lock"));
        assertThat(other("look").readLine()).isEqualTo("looking");

        try (var lock = FolderLock.take(folder)) {
            assertThat(FolderLock.isHeld(folder)).isTrue();
        }
    }

    @Test
    void aLookLeavesNothingBehind() throws IOException {
        assertThat(FolderLock.isHeld(folder.resolve("none"))).isFalse();
        assertThat(FolderLock.isHeld(folder)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLockFileThatCannotBeOpenedIsNoLock() throws IOException {
        Path loop = folder.resolve(".lock");
        Files.createSymbolicLink(loop, loop);

        assertThatThrownBy(() -> FolderLock.isHeld(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageNotContaining("in use");
    }

    private String inUse() {
        return "'%s' is in use by ./sparkify up (process %d): stop it, or choose another --out"
                .formatted(folder, ProcessHandle.current().pid());
    }

    private BufferedReader other(String action) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(), "-cp", classPath, LockTaker.class.getName(), action, folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .inputReader();
    }
}
