package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run succeeds before its time limit and leaves the remaining work to the next run. */
class TimeLimitTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** The days that are read again, the days that are loaded before, and the last day, which is new. */
    private static final int FORCED = 12;

    private static final int LOADED = 24;
    private static final int LAST_DAY = 30;

    private final SteppedClock clock = new SteppedClock();

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void aBacklogWorthSeveralTimeLimitsIsLoadedByRunsThatAllEndWell() {
        upload(1, LOADED);
        assertThat(lake.run()).isTrue();
        lake.clock = clock;
        lake.bucket.beforeReplacement(this::takeTime);
        lake.request("{\"load\":{\"from\":\"2018-11-01\",\"to\":\"2018-11-%02d\",\"force\":true}}".formatted(FORCED));
        upload(LOADED + 1, LAST_DAY);
        lake.request("{\"retract\":{\"keys\":[%s]}}"
                .formatted(IntStream.rangeClosed(FORCED + 1, LOADED)
                        .mapToObj(day -> "\"" + log(day) + "\"")
                        .collect(Collectors.joining(","))));

        List<RunEnd> ends = new ArrayList<>();
        long rows = historyRows();
        while (!lake.bucket.list("pending/").isEmpty()) {
            Duration before = clock.elapsed();
            assertThat(lake.run("--time-limit-minutes", "1", "--batch-objects", "2"))
                    .isTrue();
            assertThat(clock.elapsed().minus(before)).isLessThan(LIMIT);
            ends.add(lake.lastEnd);
            assertThat(historyRows()).as("progress of run %d", ends.size()).isGreaterThan(rows);
            rows = historyRows();
            assertThat(lake.bucket.text("state/derived.json")).contains("\"attempts\":{}");
        }
        System.out.println("a backlog worth several limits: " + ends);
        assertThat(ends).hasSizeGreaterThan(3).endsWith(RunEnd.DONE);
        assertThat(ends.subList(0, ends.size() - 1)).containsOnly(RunEnd.WORK_LEFT);
        assertThat(lake.rows("select user_id from sparkify.users")).hasSize(LAST_DAY - (LOADED - FORCED));
        assertThat(lake.rows(
                        "select distinct status from sparkify.load_history where status in ('rejected', 'missing')"))
                .isEmpty();
        // several runs took the forced range and the retraction, and each object had its turn once
        assertThat(rows).isEqualTo(LAST_DAY + FORCED + (LOADED - FORCED));
    }

    /** Each batch writes the state a few times, whatever it does. */
    private void takeTime(String key) {
        if (key.equals("state/derived.json")) {
            clock.advance(Duration.ofSeconds(4));
        }
    }

    private void upload(int first, int last) {
        for (int day = first; day <= last; day++) {
            lake.upload(log(day), play("user" + day, day, "free", "x"));
        }
    }

    private long historyRows() {
        return Long.parseLong(
                lake.rows("select count(*) from sparkify.load_history").get(0));
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
    void anObjectThatNewerOnesOvertakeIsLoadedOnceItIsOverdue() {
        lake.clock = clock;
        lake.input.beforeOpen(key -> clock.advance(Duration.ofMinutes(50)));
        uploadAt(clock.now(), 1);

        List<String> users = List.of();
        int runs = 0;
        while (!users.contains("user1")) {
            assertThat(++runs).as("runs until the oldest object is loaded").isLessThan(6);
            uploadAt(clock.now(), 2 * runs);
            uploadAt(clock.now(), 2 * runs + 1);
            assertThat(lake.run("--time-limit-minutes", "60", "--batch-objects", "1"))
                    .isTrue();
            assertThat(lake.lastEnd).isEqualTo(RunEnd.WORK_LEFT);
            users = lake.rows("select user_id from sparkify.users");
        }
        assertThat(users).contains("user3").hasSize(runs);
    }

    /** Announces a day in a manifest named as the launcher names it. */
    private void uploadAt(Instant time, int day) {
        lake.input.put(log(day), play("user" + day, day, "free", "x"));
        String stamp = time.toString().replaceAll("[-:]", "").replace("Z", "000Z");
        lake.bucket.put(
                "pending/%s-%02d.json".formatted(stamp, day),
                "{\"version\":1,\"objects\":[{\"key\":\"%s\"}]}".formatted(log(day)));
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
