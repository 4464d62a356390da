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

/** Tasks that concern whole tables and load no object: upgrade of an older lake, compaction, and rebuild. */
final class Housekeeping {
    /** Compaction is skipped below this many small files, one for each batch. */
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

    /** Upgrades a lake that an earlier release wrote. */
    void migrate(ObjectStore store, Lake lake, Workers workers, PrintStream out) {
        if (Migration.isNeeded(tables)) {
            new Migration(tables, writer, out).run(store, lake.state(), workers);
            state.write(now -> now.closed().unpublishedAll());
            writeConsistentSet("migration");
        } else {
            SchemaUpgrade.runWhereNeeded(tables);
        }
    }

    /**
     * Derives all star tables anew.
     *
     * @return number of rows that differed, by table
     */
    Map<String, Long> rebuild(Workers workers) {
        state.write(State::unpublishedAll);
        String batchId = "rebuild-" + launchId;
        writer.begin(batchId);
        Map<String, Long> differed = new Rebuild(tables, writer).run(workers);
        consistentSets.write(batchId);
        return differed;
    }

    /** Records the time ranges in which a batch changed plays. */
    void touched(LongRanges playTimes) {
        touched = touched.union(playTimes);
        untidyBatches++;
    }

    /** Compacts after a number of batches. */
    void tidyIfDue() {
        if (untidyBatches >= BATCHES_TO_TIDY) {
            tidy();
        }
    }

    /** Compacts small files in the time ranges that this run changed, and expires old snapshots. */
    void tidy() {
        untidyBatches = 0; // if it fails, a lingering run does not repeat it every second
        upkeep.joinSmallFiles(touched);
        // an undone batch and external compactions create snapshots as well
        if (!consistentSets.isCurrent()) {
            writeConsistentSet("upkeep");
        }
        if (upkeep.expireSnapshots(Instant.now())) {
            removeExpiredSets();
        }
        touched = LongRanges.NONE;
    }

    /** Sorts and compacts all files of all tables, and deletes orphan files. */
    void sweep() {
        upkeep.rewriteAll(sessions);
        writeConsistentSet("upkeep");
        upkeep.clean(Instant.now(), sessions);
        removeExpiredSets();
    }

    private void removeExpiredSets() {
        writer.begin("upkeep-" + launchId); // the parent snapshot may have expired
        consistentSets.removeExpired();
    }

    private void writeConsistentSet(String reason) {
        String batchId = reason + "-" + launchId;
        writer.begin(batchId);
        consistentSets.writeAnew(batchId);
    }
}
