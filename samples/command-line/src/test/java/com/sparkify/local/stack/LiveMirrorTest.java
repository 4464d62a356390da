package com.sparkify.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveMirrorTest {

    @TempDir
    Path out;

    private Path users;
    private Path copy;
    private LiveMirror live;
    private String publication = "first";
    private boolean isLoaded = true;

    @BeforeEach
    void publish() throws IOException {
        users = out.resolve("store/sparkify-lake/json/users/users.json");
        copy = out.resolve("json/users/users.json");
        Files.createDirectories(users.getParent());
        Files.writeString(users, "one\n");
        live = new LiveMirror(new PublishedMirror(new OutFolder(out)), () -> publication, () -> isLoaded);
    }

    @Test
    void whatAKilledProcessDidNotCopyIsCopiedAtTheStart() throws IOException {
        live.tick();

        assertThat(copy).hasContent("one");
    }

    @Test
    void aPublicationIsCopiedOnceEverythingIsLoaded() throws IOException {
        live.tick();
        Files.writeString(users, "two, longer\n");
        publication = "second";
        isLoaded = false;

        live.tick();
        assertThat(copy).hasContent("one");

        isLoaded = true;
        live.tick();
        assertThat(copy).hasContent("two, longer");
    }

    @Test
    void nothingIsComparedUntilTheNextPublication() throws IOException {
        live.tick();
        Files.delete(copy);

        live.tick();

        assertThat(copy).doesNotExist();
    }
}
