package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps and rebuilds. */
class UpkeepTest {
    private final String key = log(1);
    private LakeFixture lake;

    @BeforeEach
    void anEmptyLake(@TempDir Path folder) {
        lake = new LakeFixture(folder);
    }

    @Test
    void aSweepLoadsWhatNobodyAnnouncedAndKeepsTheTablesFit() {
        lake.upload(log(2), play("refused", 2, "free", "x") + "nonsense\n");
        assertThat(lake.run("--on-error", "skip-file")).isTrue();
        lake.input.put(key, play("unannounced", 1, "free", "x"));
        lake.request("{\"sweep\":{}}");
        assertThat(lake.run()).isTrue();
        // what was refused is read anew, now that the rules are others
        assertThat(lake.rows("select user_id from sparkify.songplays order by 1"))
                .containsExactly("refused", "unannounced");
        lake.request("{\"rebuild\":{}}");
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("rebuild: songplays 0 differed");
    }

    @Test
    void aRebuildMendsWhatDiffersAndSaysSo() {
        lake.upload(key, play("rebuild", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.request("{\"rebuild\":{}}");
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput)
                .contains("rebuild: songs 0 differed", "rebuild: artists 0 differed", "rebuild: songplays 0 differed")
                .contains("rebuild: time 0 differed", "rebuild: users 0 differed");
        lake.session.sql("DELETE FROM lake.sparkify.songplays");
        lake.session.sql("UPDATE lake.sparkify.users SET level = 'wrong'");
        lake.request("{\"rebuild\":{}}");
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("rebuild: songplays 1 differed", "rebuild: users 1 differed");
        assertThat(lake.rows("select level from sparkify.users")).containsExactly("free");
        assertThat(lake.rows("select level from sparkify.songplays")).containsExactly("free");
    }
}
