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

/** The one place that commits: each call is one atomic commit, made only while this run holds the lease. */
public final class TableWriter {
    private static final String RUN_ID = "sparkify.run-id";
    private static final String BATCH_ID = "sparkify.batch-id";

    private final LakeTables tables;
    private final String runId;
    private final Runnable leaseCheck;
    private final Map<LakeTable, Long> bases = new ConcurrentHashMap<>();
    private String batchId = "none";

    /**
     * @param runId is written into every snapshot's summary
     * @param leaseCheck throws if this run may not write any more
     */
    public TableWriter(LakeTables tables, String runId, Runnable leaseCheck) {
        this.tables = tables;
        this.runId = runId;
        this.leaseCheck = leaseCheck;
        begin("none");
    }

    /** From now on commits belong to this batch, and build on the tables as they are now. */
    public void begin(String batch) {
        batchId = batch;
        tables.refresh();
        bases.clear();
        bases.putAll(tables.snapshots());
    }

    /** Commits to several tables, each commit by itself and in any order. */
    public void commit(Map<LakeTable, FileChanges> changes) {
        Concurrently.map(changes.entrySet(), entry -> {
            commit(entry.getKey(), entry.getValue());
            return entry.getKey();
        });
    }

    /**
     * Commits rows and deletes together; nothing if there are none.
     *
     * @throws org.apache.iceberg.exceptions.ValidationException if another run added rows meanwhile
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

    /** Puts files in the place of others and drops delete files that none of those left needs, in one commit. */
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

    /** Writes those manifests anew that still list files which a commit removed, with the bounds of their columns. */
    public void rewriteManifests(LakeTable name) {
        Table table = tables.get(name);
        if (!listRemovedFiles(table)) {
            return;
        }
        leaseCheck.run();
        // a commit without changes leaves out manifests that list nothing but removed files
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
