package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.emr.JobState;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummariesTest {

    private static final String FULL =
            "summary {\"tables\":{\"songplays\":6820,\"users\":96,\"songs\":71,\"artists\":69,"
                    + "\"time\":6813},\"changed\":{\"songplays\":1200,\"users\":1,\"songs\":0},\"rejected\":2,\"loaded\":101,\"skipped\":3,\"refused\":1}\n";

    @TempDir
    Path folder;

    @Test
    void scriptsReadOneLineATable() throws IOException {
        log("a", "batch 1\n" + FULL, 1);

        assertThat(new Summaries(new OutFolder(folder)).latest().lines(2, 12.345))
                .containsExactly(
                        "songplays 6820",
                        "users 96",
                        "songs 71",
                        "artists 69",
                        "time 6813",
                        "rejected 2",
                        "runs 2",
                        "seconds 12.3");
    }

    @Test
    void peopleReadWhatChangedInEachTable() throws IOException {
        assertThat(RunSummary.parse(FULL).changes()).isEqualTo("changed 1,200 rows of songplays, 1 of users");
        assertThat(RunSummary.parse("summary {\"batches\":0}").changes()).isEqualTo("no row changed");
    }

    @Test
    void aRunThatFoundNothingToDoTellsNoSizes() throws IOException {
        log("old", FULL, 1);
        log("new", "summary {\"batches\":0}\n", 2);
        log("failed", "no summary at all\n", 3);

        assertThat(new Summaries(new OutFolder(folder)).latest().tables()).containsEntry("songplays", 6820L);
    }

    @Test
    void anOutWithoutRunsIsAnEmptyLake() throws IOException {
        assertThat(new Summaries(new OutFolder(folder)).latest()).isEqualTo(RunSummary.empty());
    }

    @Test
    void theSentenceNamesWhatWasRefused() throws IOException {
        log("a", "summary {\"loaded\":3,\"skipped\":1,\"refused\":1,\"refusedKeys\":[\"log_data/x.json\"]}\n", 1);
        log("b", "summary {\"loaded\":0,\"refused\":6,\"refusedKeys\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}\n", 2);

        assertThat(sentence("a"))
                .isEqualTo("Loaded 3 files, skipped 1 unchanged, refused 1: 'log_data/x.json'"
                        + " (./sparkify history KEY says why).");
        assertThat(sentence("b"))
                .isEqualTo("Loaded 0 files, refused 6: '1', '2', '3', '4', '5' and 1 more"
                        + " (./sparkify history KEY says why).");
    }

    /** One of them may have been refused before. */
    @Test
    void unchangedFilesWereReadBefore() throws IOException {
        log("a", "summary {\"loaded\":0,\"skipped\":4,\"refused\":0}\n", 1);

        assertThat(sentence("a")).isEqualTo("Nothing new was loaded: 4 files were read before and are unchanged.");
    }

    private String sentence(String run) throws IOException {
        return new Summaries(new OutFolder(folder))
                .sentence(List.of(RunFixture.run(run, JobState.SUCCESS, "Job run ended")));
    }

    private void log(String run, String content, long seconds) throws IOException {
        Path file = folder.resolve("runs").resolve(run).resolve("stdout.log");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_500_000_000 + seconds)));
    }
}
