package com.sparkify.etl.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongRangesTest {
    private static final LongRanges SCATTERED =
            LongRanges.of(0, 3).union(LongRanges.of(5, 6)).union(LongRanges.of(100, 125));

    @Test
    void partsContainAllValuesOnceAndInOrder() {
        List<LongRanges> parts = SCATTERED.parts(10);

        assertThat(parts.stream().map(LongRanges::text)).containsExactly("0-3,5-6,100-110", "110-120", "120-125");
    }

    @Test
    void narrowRangesAreOnePart() {
        assertThat(SCATTERED.parts(1000)).containsExactly(SCATTERED);
        assertThat(LongRanges.NONE.parts(10)).isEmpty();
    }

    @Test
    void widthCountsValues() {
        assertThat(SCATTERED.width()).isEqualTo(29);
    }
}
