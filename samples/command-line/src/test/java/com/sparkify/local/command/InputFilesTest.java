package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.local.command.InputFiles.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

    @TempDir
    Path folder;

    @Test
    void keysAreInNameOrderByTheirBytes() throws IOException {
        for (String name :
                new String[] {"2018/11/b.json", "2018/11/B.json", "2018/11.json", "é.json", "z+ %.json.gz"}) {
            write(name);
        }

        var input = InputFiles.of("--logs", folder, "log_data/");

        assertThat(input.files())
                .extracting(InputFile::key)
                .containsExactly(
                        "log_data/2018/11.json",
                        "log_data/2018/11/B.json",
                        "log_data/2018/11/b.json",
                        "log_data/z+ %.json.gz",
                        "log_data/é.json");
        assertThat(input.reversed().files()).extracting(InputFile::key).first().isEqualTo("log_data/é.json");
    }

    @Test
    void filesThatAreNoDataAreCounted() throws IOException {
        write("a.json");
        write("b.json.gz");
        write("c.txt");
        write("json");

        assertThat(InputFiles.of("--logs", folder, "log_data/").ignored()).isEqualTo(2);
    }

    @Test
    void anEmptyFolderHasNoFiles() throws IOException {
        assertThat(InputFiles.of("--logs", folder, "log_data/").files()).isEmpty();
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        write("a.json");

        assertThatThrownBy(() -> InputFiles.of("--logs", folder.resolve("none"), "log_data/"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--logs does not exist: '" + folder.resolve("none") + "'");
        assertThatThrownBy(() -> InputFiles.of("--songs", folder.resolve("a.json"), "song_data/"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--songs is no folder: '" + folder.resolve("a.json") + "'");
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
    }
}
