package com.sparkify.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedMirrorTest {

    private static final String DAY = "songplays/year=2018/month=11/day=2/songplays.json";

    @TempDir
    Path out;

    private Path lake;
    private Path json;
    private PublishedMirror mirror;

    @BeforeEach
    void prepare() {
        lake = out.resolve("store/sparkify-lake/json");
        json = out.resolve("json");
        mirror = new PublishedMirror(new OutFolder(out));
    }

    @Test
    void filesAreCopiedAsTheyAre() throws IOException {
        write(lake.resolve(DAY), "{\"a\": 1}\n");
        write(lake.resolve("users/users.json"), "{}\n");

        mirror.update();

        assertThat(json.resolve(DAY)).hasSameBinaryContentAs(lake.resolve(DAY));
        assertThat(json.resolve("users/users.json")).hasContent("{}");
    }

    @Test
    void aChangedFileIsReplaced() throws IOException {
        write(lake.resolve(DAY), "old\n");
        mirror.update();
        write(lake.resolve(DAY), "newer\n");

        mirror.update();

        assertThat(json.resolve(DAY)).hasContent("newer");
    }

    @Test
    void aPartitionThatIsGoneGoesWithItsFolders() throws IOException {
        write(lake.resolve(DAY), "x\n");
        mirror.update();
        Files.delete(lake.resolve(DAY));

        mirror.update();

        assertThat(json.resolve("songplays")).doesNotExist();
        assertThat(json).isDirectory();
    }

    @Test
    void whatADayWasCutIntoGoesWhenItIsOneFileAgain() throws IOException {
        Path hour = lake.resolve(DAY.replace("songplays.json", "songplays-05.json"));
        Path half = lake.resolve(DAY.replace("songplays.json", "songplays-0517-01.json"));
        write(hour, "x\n");
        write(half, "x\n");
        mirror.update();
        Files.delete(hour);
        Files.delete(half);
        write(lake.resolve(DAY), "x\nx\n");

        mirror.update();

        assertThat(json.resolve(DAY).getParent()).isDirectoryNotContaining("glob:**-*");
        assertThat(json.resolve(DAY)).exists();
    }

    @Test
    void foreignFilesStay() throws IOException {
        write(json.resolve("notes.json"), "mine");
        write(json.resolve("songplays/notes.txt"), "mine");

        mirror.update();

        assertThat(json.resolve("notes.json")).hasContent("mine");
        assertThat(json.resolve("songplays/notes.txt")).hasContent("mine");
    }

    @Test
    void nothingPublishedIsAnEmptyFolder() throws IOException {
        mirror.update();

        assertThat(json).isEmptyDirectory();
    }

    @Test
    void aFileThatVanishesDuringTheCopyIsNoFailure() throws IOException {
        write(json.resolve("users/users.json"), "whole\n");
        write(lake.resolve("users/users-0.json"), "half\n");
        write(lake.resolve("users/users-1.json"), "half\n");
        Set<Path> listed = mirror.published();
        Files.delete(lake.resolve("users/users-1.json"));

        assertThat(mirror.update(listed)).isFalse();
        assertThat(json.resolve("users")).isDirectoryContaining("glob:**/users.json");

        assertThat(mirror.update()).isTrue();
        assertThat(json.resolve("users")).isDirectoryNotContaining("glob:**/users.json");
        assertThat(json.resolve("users/users-0.json")).hasContent("half");
    }

    @Test
    void filesThatAServerIsWritingAreNotCopied() throws IOException {
        write(lake.resolve("users/users.json"), "{}\n");
        write(lake.resolve("users/users.json-7a1ab2c4-0d0c-4b0e-8a0f-5a1c4e2b9d3f"), "{");

        assertThat(mirror.update()).isTrue();

        assertThat(json.resolve("users")).isDirectoryNotContaining("glob:**/users.json-*");
    }

    @Test
    void draftsOfAKilledCopyGo() throws IOException {
        write(lake.resolve(DAY), "x\n");
        Path draft = json.resolve(DAY).resolveSibling(".songplays.json.draft");
        write(draft, "erased\n");
        write(json.resolve("users/.users-01.json.draft"), "erased\n");
        write(json.resolve("users/.draft"), "mine");

        mirror.update();

        assertThat(draft).doesNotExist();
        assertThat(json.resolve("users/.users-01.json.draft")).doesNotExist();
        assertThat(json.resolve("users/.draft")).exists();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
