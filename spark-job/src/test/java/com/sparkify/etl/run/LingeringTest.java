package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static com.sparkify.etl.run.Samples.song;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.lake.LeaseHeldException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run without work waits for more. */
class LingeringTest {
    private final SteppedClock clock = new SteppedClock();

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @BeforeEach
    void useTheClock() {
        lake.clock = clock;
        lake.upload(log(1), play("first", 1, "free", "x"));
    }

    @Test
    void whatComesWhileARunLingersIsLoadedByItAndEachTimeAllIsPublishedFirst() {
        clock.meanwhile(
                () -> {
                    assertThat(lake.bucket.list("pending/")).isEmpty();
                    assertThat(lake.bucket.list("closing/")).isEmpty();
                    assertThat(lake.bucket.text("json/users/users.json")).contains("first");
                    lake.upload(log(2), play("second", 2, "free", "x"));
                },
                () -> assertThat(lake.bucket.text("json/users/users.json")).contains("second"),
                () -> lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(log(1))));

        assertThat(lake.run("--linger-seconds", "5")).isTrue();
        assertThat(lake.lastEnd).isEqualTo(RunEnd.DONE);
        assertThat(lake.rows("select user_id from sparkify.users")).containsExactly("second");
        assertThat(lake.bucket.list("pending/")).isEmpty();
        assertThat(lake.bucket.list("closing/")).hasSize(1);
        assertThat(lake.lastOutput).contains("\"batches\":3,\"loaded\":2").contains("\"retracted\":1");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1 + 2 + 5));
    }

    @Test
    void withoutLingeringARunEndsAtOnce() {
        assertThat(lake.run()).isTrue();
        assertThat(clock.pauses).isZero();
    }

    @Test
    void whatComesBetweenTheLastLookAndTheMarkIsLoaded() {
        clock.meanwhile(() -> {}, () -> lake.upload(log(2), play("late", 2, "free", "x")));
        // the second pause ends with the time for lingering
        assertThat(lake.run("--linger-seconds", "2")).isTrue();
        assertThat(lake.rows("select user_id from sparkify.users order by 1")).containsExactly("first", "late");
        assertThat(lake.bucket.list("pending/")).isEmpty();
    }

    @Test
    void workAndLingeringEndSomeTimeAfterTheSubmission() {
        String submitted = SteppedClock.START.minus(Duration.ofMinutes(40)).toString();
        assertThat(lake.run("--linger-seconds", "3300", "--submitted-at", submitted))
                .isTrue();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aLaunchersClockThatIsAheadMakesARunLingerNoLonger() {
        String submitted = SteppedClock.START.plus(Duration.ofHours(7)).toString();
        assertThat(lake.run("--linger-seconds", "3300", "--take-work-minutes", "2", "--submitted-at", submitted))
                .isTrue();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMinutes(2));
    }

    /** The run was queued for hours, or is a clone of an old one, so no launcher joins it any more. */
    @Test
    void aRunThatBeginsLongAfterItsSubmissionLoadsWhatIsThereAndEnds() {
        String submitted = SteppedClock.START.minus(Duration.ofHours(7)).toString();
        assertThat(lake.run("--linger-seconds", "60", "--submitted-at", submitted))
                .isTrue();
        assertThat(clock.pauses).isZero();
        assertThat(lake.rows("select user_id from sparkify.users")).containsExactly("first");
    }

    @Test
    void aRunThatGaveUpAnObjectDoesNotLinger() {
        lake.upload("song_data/B/TRB1.json", song("SOB", "Brittle", "ARB"));
        RefusingFileIO.refuse("/artists/data/");
        assertThat(lake.run("--linger-seconds", "60")).isFalse();
        assertThat(clock.pauses).isZero();
    }

    @Test
    void upkeepThatFailsDoesNotFailARunAndTheNextRunDoesIt() {
        gatherSmallFiles();
        clock.meanwhile(() -> RefusingFileIO.refuse("/songplays/data/"));
        assertThat(lake.run("--linger-seconds", "2")).isTrue();
        assertThat(lake.lastOutput)
                .contains("warning: small files or old snapshots stay: ", "refused what contains", "summary {");
        assertThat(lake.bucket.list("pending/")).isEmpty();
        assertThat(lake.filesOf("songplays")).hasSize(11);

        RefusingFileIO.refuse(null);
        lake.upload(log(2).replace("-events", "-next"), play("next", 2, "free", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).doesNotContain("warning");
        assertThat(lake.filesOf("songplays")).hasSize(2);
    }

    @Test
    void aLeaseThatIsLostDuringUpkeepEndsTheRun() {
        gatherSmallFiles();
        clock.meanwhile(() -> RefusingFileIO.refuse(
                "/songplays/data/", () -> lake.lastRun.lease().giveUp("a test took it")));
        assertThatThrownBy(() -> lake.run("--linger-seconds", "2"))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("a test took it");
    }

    private void gatherSmallFiles() {
        for (int file = 0; file < 10; file++) {
            if (file > 0) {
                assertThat(lake.run()).isTrue();
            }
            lake.upload(log(2).replace("-events", "-" + file), play("u" + file, 2, "free", "x"));
        }
    }

    @Test
    void aSecondRunIsTurnedAwayWhileOneLingers() {
        clock.meanwhile(() -> {
            lake.upload(log(2), play("second", 2, "free", "x"));
            LakeFixture.Ended other = lake.runBeside();
            assertThat(other.failure()).isInstanceOf(LeaseHeldException.class).hasMessageContaining("and is alive");
        });
        assertThat(lake.run("--linger-seconds", "2")).isTrue();
        assertThat(lake.rows("select user_id from sparkify.users")).hasSize(2);
    }

    @Test
    void aLingeringRunThatIsAskedToEndEnds() {
        clock.meanwhile(() -> lake.lastRun.stop());
        assertThatThrownBy(() -> lake.run("--linger-seconds", "60"))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("the run was asked to end");
        assertThat(clock.pauses).isEqualTo(1);
        assertThat(lake.bucket.list("closing/")).hasSize(1);
    }
}
