package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run ends well before its time limit, and leaves the rest to the next one. */
class TimeLimitTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int DAYS = 20;

    private final SteppedClock clock = new SteppedClock();

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void aBacklogWorthSeveralTimeLimitsIsLoadedByRunsThatAllEndWell() {
        lake.clock = clock;
        lake.input.beforeOpen(key -> clock.advance(Duration.ofSeconds(4)));
        for (int day = 1; day <= DAYS; day++) {
            lake.upload(log(day), play("user" + day, day, "free", "x"));
        }
        List<RunEnd> ends = new ArrayList<>();
        int left = DAYS;
        while (!lake.bucket.list("pending/").isEmpty()) {
            Duration before = clock.elapsed();
            assertThat(lake.run("--time-limit-minutes", "1", "--batch-objects", "2"))
                    .isTrue();
            assertThat(clock.elapsed().minus(before)).isLessThan(LIMIT);
            int stillLeft = lake.bucket.list("pending/").size();
            assertThat(stillLeft).isLessThan(left);
            left = stillLeft;
            ends.add(lake.lastEnd);
            assertThat(lake.bucket.text("state/derived.json")).contains("\"attempts\":{}");
        }
        assertThat(ends).hasSizeGreaterThan(1).endsWith(RunEnd.DONE);
        assertThat(ends.subList(0, ends.size() - 1)).containsOnly(RunEnd.WORK_LEFT);
        assertThat(lake.rows("select user_id from sparkify.users")).hasSize(DAYS);
        assertThat(lake.rows("select distinct status from sparkify.load_history"))
                .containsExactly("loaded");
    }

    @Test
    void theFirstBatchBeginsWhateverTheLimit() {
        lake.clock = clock;
        lake.input.beforeOpen(key -> clock.advance(Duration.ofHours(2)));
        lake.upload(log(1), play("one", 1, "free", "x"));
        lake.upload(log(2), play("two", 2, "free", "x"));

        assertThat(lake.run("--time-limit-minutes", "60", "--batch-objects", "1"))
                .isTrue();
        assertThat(lake.lastEnd).isEqualTo(RunEnd.WORK_LEFT);
        assertThat(lake.lastOutput)
                .contains("the time limit is near: 1 objects are left to the next run")
                .contains("\"workLeft\":true");
        assertThat(lake.rows("select user_id from sparkify.users")).containsExactly("two");
        assertThat(lake.run("--time-limit-minutes", "60", "--batch-objects", "1"))
                .isTrue();
        assertThat(lake.lastEnd).isEqualTo(RunEnd.DONE);
        assertThat(lake.lastOutput).contains("\"workLeft\":false");
    }

    @Test
    void workOnAllTablesIsLeftToTheNextRunIfHalfOfTheLimitIsOver() {
        lake.clock = clock;
        lake.input.beforeOpen(key -> clock.advance(Duration.ofMinutes(40)));
        lake.upload(log(1), play("one", 1, "free", "x"));
        lake.request("{\"rebuild\":{}}");

        assertThat(lake.run("--time-limit-minutes", "60")).isTrue();
        assertThat(lake.lastEnd).isEqualTo(RunEnd.WORK_LEFT);
        assertThat(lake.lastOutput).doesNotContain("rebuild:");
        assertThat(lake.run("--time-limit-minutes", "60")).isTrue();
        assertThat(lake.lastEnd).isEqualTo(RunEnd.DONE);
        assertThat(lake.lastOutput).contains("rebuild: songplays 0 differed");
    }
}
