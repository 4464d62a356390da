package com.sparkify.etl.run;

import com.sparkify.etl.derive.Rebuild;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.migrate.Migration;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.SchemaUpgrade;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.table.Upkeep;
import com.sparkify.etl.work.Workers;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** What concerns tables as a whole and loads no object: an older lake is brought up, files are joined, all is derived. */
final class Housekeeping {
    /** Fewer small files than a batch each are not joined. */
    private static final int BATCHES_TO_TIDY = 10;

    private final String launchId;
    private final LakeTables tables;
    private final TableWriter writer;
    private final LeasedState state;
    private final ConsistentSets consistentSets;
    private final Upkeep upkeep;
    private final Supplier<SparkSession> sessions;
    private LongRanges touched = LongRanges.NONE;
    private int untidyBatches;

    Housekeeping(
            String launchId,
            LakeTables tables,
            TableWriter writer,
            LeasedState state,
            ConsistentSets consistentSets,
            Upkeep upkeep,
            Supplier<SparkSession> sessions) {
        this.launchId = launchId;
        this.tables = tables;
        this.writer = writer;
        this.state = state;
        this.consistentSets = consistentSets;
        this.upkeep = upkeep;
        this.sessions = sessions;
    }

    /** Brings up a lake that an earlier release wrote. */
    void migrate(ObjectStore store, Lake lake, Workers workers, PrintStream out) {
        if (Migration.isNeeded(tables)) {
            new Migration(tables, writer, out).run(store, lake.state(), workers);
            state.write(now -> now.closed().unpublishedAll());
            writeConsistentSet("migration");
        } else {
            SchemaUpgrade.runOnBooks(tables);
        }
    }

    /**
     * Derives everything anew.
     *
     * @return how many rows differed, by table
     */
    Map<String, Long> rebuild(Workers workers) {
        state.write(State::unpublishedAll);
        String batchId = "rebuild-" + launchId;
        writer.begin(batchId);
        Map<String, Long> differed = new Rebuild(tables, writer).run(workers);
        consistentSets.write(batchId);
        return differed;
    }

    /** Takes note of where a batch changed plays. */
    void touched(LongRanges playTimes) {
        touched = touched.union(playTimes);
        untidyBatches++;
    }

    /** Tidies up if so many batches passed that small files may have to be joined. */
    void tidyIfDue() {
        if (untidyBatches >= BATCHES_TO_TIDY) {
            tidy();
        }
    }

    /** Joins the small files that have gathered where this run changed rows, and lets old snapshots go. */
    void tidy() {
        upkeep.joinSmallFiles(touched);
        // an undone batch, and others' compaction, leave newer snapshots as well
        if (!consistentSets.isCurrent()) {
            writeConsistentSet("upkeep");
        }
        if (upkeep.expireSnapshots(Instant.now())) {
            removeExpiredSets();
        }
        touched = LongRanges.NONE;
        untidyBatches = 0;
    }

    /** Sorts and joins all files of all tables, and removes what no snapshot names. */
    void sweep() {
        upkeep.rewriteAll(sessions);
        writeConsistentSet("upkeep");
        upkeep.clean(Instant.now(), sessions);
        removeExpiredSets();
    }

    private void removeExpiredSets() {
        writer.begin("upkeep-" + launchId); // the snapshot that earlier commits built on may be gone
        consistentSets.removeExpired();
    }

    private void writeConsistentSet(String reason) {
        String batchId = reason + "-" + launchId;
        writer.begin(batchId);
        consistentSets.write(batchId);
    }
}
