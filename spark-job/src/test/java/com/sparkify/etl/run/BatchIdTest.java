package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchIdTest {
    @Test
    void aLaterBatchSortsAfterEarlierOnesAndAfterTheNamesOfEarlierReleases() {
        String earlier = BatchId.next(Instant.parse("2018-11-12T10:15:30.123Z"));
        String later = BatchId.next(Instant.parse("2018-11-12T10:15:30.124Z"));
        assertThat(earlier).isLessThan(later).isGreaterThan("f" + UUID.randomUUID());
        assertThat(BatchId.next(Instant.EPOCH)).isLessThan(earlier).isNotEqualTo(BatchId.next(Instant.EPOCH));
    }
}
