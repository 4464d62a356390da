package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.source.Drift;
import com.sparkify.etl.source.ReadOutcome;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
    private final RunMetrics run = new RunMetrics();

    @Test
    void aBatchTellsWhatItDidAndNamesWhatItRefused() {
        RunMetrics batch = new RunMetrics();
        batch.loaded(outcome("a.json", 3));
        batch.refused(outcome("b\n.json", 1), "Not in gzip format");
        batch.skipped = 2;

        assertThat(batch.progress(2))
                .containsExactly(
                        "refused b?.json: Not in gzip format",
                        "batch 2: loaded 1 object (3 rows rejected), refused 1, 2 unchanged");
    }

    @Test
    void aBatchWhoseObjectsAllChangedLoadedNothing() {
        assertThat(new RunMetrics().progress(1)).containsExactly("batch 1: loaded nothing");
    }

    @Test
    void aRunNamesTheFirstFiveRefusedObjects() {
        for (int i = 1; i <= 7; i++) {
            RunMetrics batch = new RunMetrics();
            batch.refused(i + ".json", "Not in gzip format");
            run.add(batch);
        }

        assertThat(run.refused).isEqualTo(7);
        assertThat(run.refusedKeys()).containsExactly("1.json", "2.json", "3.json", "4.json", "5.json");
    }

    private static ReadOutcome outcome(String key, long rejected) {
        return new ReadOutcome(
                key, ReadOutcome.Status.READ, "", 10, 0, 0, 0, rejected, 0, rejected, 0, LongRanges.NONE, Drift.NONE);
    }
}
