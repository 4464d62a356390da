package com.sparkify.etl.table;

import com.sparkify.etl.key.LongRanges;
import java.time.Instant;
import java.util.function.Supplier;

/** Stands in for the upkeep of files: here are none. */
public final class Upkeep {
    public Upkeep(LakeTables tables, Runnable leaseCheck) {}

    public void joinSmallFiles(LongRanges touched) {}

    public boolean expireSnapshots(Instant now) {
        return false;
    }

    public void rewriteAll(Supplier<?> sessions) {}

    public void clean(Instant now, Supplier<?> sessions) {}
}
