package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The published files equal the tables, whichever run stops while it publishes. */
class PublishingTest {
    private static final String SONGPLAYS = "json/songplays/";

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    /** The rows of the day are gone before its files are. */
    @Test
    void theFilesOfAnEmptiedDayAreDeletedEvenIfTheRunDiedBeforeThat() {
        lake.upload(log(1), play("one", 1, "free", "x"));
        lake.upload(log(2), play("two", 2, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(log(1)));
        lake.bucket.refuse("two");
        assertThatThrownBy(lake::run).hasMessageContaining("refused what contains 'two'");
        lake.bucket.refuse(null);
        assertThat(lake.bucket.list(SONGPLAYS)).hasSize(2);
        assertThat(lake.run()).isTrue();
        assertThat(lake.bucket.list(SONGPLAYS)).hasSize(1);
        assertThat(lake.bucket.list("json/time/")).hasSize(1);
        assertThat(lake.rows("select row_count from sparkify_internal.cell_counts where table_name = 'songplays_days'"))
                .containsExactly("1");
    }
}
