package com.sparkify.etl.table;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Commits to tables. Each call is one atomic commit, made only while this run holds the lease. */
public final class TableWriter {
    private static final String RUN_ID = "sparkify.run-id";
    private static final String BATCH_ID = "sparkify.batch-id";

    private final LakeTables tables;
    private final String runId;
    private final Runnable leaseCheck;
    private final Map<LakeTable, Long> bases = new ConcurrentHashMap<>();
    private String batchId = "none";

    /**
     * @param runId recorded in every snapshot's summary
     * @param leaseCheck throws if this run may not write any more
     */
    public TableWriter(LakeTables tables, String runId, Runnable leaseCheck) {
        this.tables = tables;
        this.runId = runId;
        this.leaseCheck = leaseCheck;
        begin("none");
    }

    /** Starts a batch: later commits carry its id and build on the present snapshots. */
    public void begin(String batch) {
        batchId = batch;
        tables.refresh();
        bases.clear();
        bases.putAll(tables.snapshots());
    }

    /** Commits to several tables, one commit for each in any order. */
    public void commit(Map<LakeTable, FileChanges> changes) {
        Concurrently.map(changes.entrySet(), entry -> {
            commit(entry.getKey(), entry.getValue());
            return entry.getKey();
        });
    }

    /**
     * Commits rows and deletes atomically; does nothing if there are none.
     *
     * @throws org.apache.iceberg.exceptions.ValidationException if another run added rows concurrently
     */
    public void commit(LakeTable name, FileChanges changes) {
        if (changes.isEmpty()) {
            return;
        }
        leaseCheck.run();
        Table table = tables.get(name);
        RowDelta delta = table.newRowDelta()
                .scanManifestsWith(CallerThread.INSTANCE)
                .set(RUN_ID, runId)
                .set(BATCH_ID, batchId);
        changes.data().forEach(delta::addRows);
        changes.deletes().forEach(delta::addDeletes);
        Long base = bases.get(name);
        if (base != null) {
            delta.validateFromSnapshot(base);
        }
        delta.validateNoConflictingDataFiles();
        delta.commit();
        Snapshot current = table.currentSnapshot();
        bases.put(name, current.snapshotId());
    }

    /** Replaces files and drops delete files that apply to no remaining file, in one commit. */
    public void replace(
            LakeTable name, Collection<DataFile> old, Collection<DeleteFile> oldDeletes, Collection<DataFile> written) {
        if (old.isEmpty() && oldDeletes.isEmpty()) {
            return;
        }
        leaseCheck.run();
        Table table = tables.get(name);
        RewriteFiles rewrite = table.newRewrite()
                .validateFromSnapshot(table.currentSnapshot().snapshotId())
                .set(RUN_ID, runId)
                .set(BATCH_ID, batchId);
        old.forEach(rewrite::deleteFile);
        oldDeletes.forEach(rewrite::deleteFile);
        written.forEach(rewrite::addFile);
        rewrite.commit();
        bases.put(name, table.currentSnapshot().snapshotId());
    }

    /** Rewrites the manifests that still list removed files, including their column bounds. */
    public void rewriteManifests(LakeTable name) {
        Table table = tables.get(name);
        if (!listRemovedFiles(table)) {
            return;
        }
        leaseCheck.run();
        // an empty commit drops manifests that list only removed files
        table.newRowDelta().set(RUN_ID, runId).set(BATCH_ID, batchId).commit();
        if (listRemovedFiles(table)) {
            table.rewriteManifests()
                    .rewriteIf(ManifestFile::hasDeletedFiles)
                    .clusterBy(file -> "")
                    .commit();
        }
        bases.put(name, table.currentSnapshot().snapshotId());
    }

    private static boolean listRemovedFiles(Table table) {
        return table.currentSnapshot() != null
                && table.currentSnapshot().allManifests(table.io()).stream().anyMatch(ManifestFile::hasDeletedFiles);
    }
}
