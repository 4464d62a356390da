package com.sparkify.etl.erase;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.table.DeleteFiles;
import com.sparkify.etl.table.FileErasure.Replacement;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RowRule;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;

/** Removes rows from tables permanently: rewrites each data file that contains one, deleted or not. Idempotent. */
final class TableErasure {
    /** Tables whose delete files contain keys of users or their plays: all deletes are applied and dropped. */
    private static final Set<LakeTable> DELETES_NAME_USERS =
            EnumSet.of(LakeTable.SONGPLAYS, LakeTable.USERS, LakeTable.TIME, LakeTable.LOOKUPS);

    /** Maximum input of a task, unless a single file is larger. */
    private static final long TASK_BYTES = 64L << 20;

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final Workers workers;

    TableErasure(LakeTables tables, TableWriter writer, Workers workers) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.workers = workers;
    }

    /**
     * What was removed.
     *
     * @param rows rows that were not deleted before
     * @param files rewritten files
     * @param bytes size of these files before
     */
    record Gone(long rows, long files, long bytes) {
        static final Gone NOTHING = new Gone(0, 0, 0);

        Gone and(Gone other) {
            return new Gone(rows + other.rows, files + other.files, bytes + other.bytes);
        }
    }

    Gone erase(LakeTable name, RowRule rule) {
        boolean appliesDeletes = DELETES_NAME_USERS.contains(name);
        List<FileReplacement.Task> tasks = portions(name).stream()
                .map(files -> new FileReplacement.Task(name, files, rule, appliesDeletes))
                .toList();
        if (tasks.isEmpty()) {
            return Gone.NOTHING;
        }
        List<DataFile> old = new ArrayList<>();
        List<DataFile> written = new ArrayList<>();
        Gone gone = Gone.NOTHING;
        for (List<Replacement> some : workers.map(tasks, new FileReplacement())) {
            for (Replacement one : some) {
                old.add(one.old());
                written.addAll(one.written());
                gone = gone.and(new Gone(one.rows(), 1, one.old().fileSizeInBytes()));
            }
        }
        List<DeleteFile> deletes = appliesDeletes ? DeleteFiles.of(tables.get(name)) : List.of();
        writer.replace(name, old, deletes, written);
        writer.rewriteManifests(name);
        return gone;
    }

    /** Groups the table's data files into tasks. */
    List<ArrayList<FileScanTask>> portions(LakeTable name) {
        List<ArrayList<FileScanTask>> portions = new ArrayList<>();
        long[] bytes = {Long.MAX_VALUE / 2};
        reader.forEachFile(name, alwaysTrue(), file -> {
            if (bytes[0] + file.file().fileSizeInBytes() > TASK_BYTES) {
                portions.add(new ArrayList<>());
                bytes[0] = 0;
            }
            portions.get(portions.size() - 1).add(file);
            bytes[0] += file.file().fileSizeInBytes();
        });
        return portions;
    }
}
