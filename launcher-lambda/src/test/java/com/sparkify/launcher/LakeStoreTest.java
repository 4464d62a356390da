package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LakeStoreTest {

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
