package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LakeStoreTest {

    /** The manifest of a run's own millisecond may have been written before the run. */
    @Test
    void manifestsAreNewerThanATimeIfTheirNamesAre() {
        LauncherFixture bench = new LauncherFixture();
        LakeStore lake = new LakeStore(bench.s3, LakeFolder.parse("s3://sparkify-lake"));
        Instant written = Instant.parse("2018-11-12T10:15:30.120Z");
        bench.s3.put("pending/", new byte[0]);
        bench.s3.put("pending/20181112T101530120Z-a.json", new byte[0]);

        assertThat(lake.hasPendingSince(written.minusMillis(1), Deadline.of(bench.clock, 10_000)))
                .isTrue();
        assertThat(lake.hasPendingSince(written, Deadline.of(bench.clock, 10_000)))
                .isFalse();
    }

    @Test
    void manifestsBehindPagesWithoutAnObjectAreFound() {
        LauncherFixture bench = new LauncherFixture();
        bench.s3.put("pending/20181112T101530120Z-a.json", new byte[0]);
        bench.s3.emptyPages = 3;

        LakeStore lake = new LakeStore(bench.s3, LakeFolder.parse("s3://sparkify-lake"));

        assertThat(lake.oldestPending(Deadline.of(bench.clock, 10_000))).contains(bench.clock.instant());
        assertThat(bench.s3.calls).hasSize(4).containsOnly("ListObjectsV2");
    }
}
