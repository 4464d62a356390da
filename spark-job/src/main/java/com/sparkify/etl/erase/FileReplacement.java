package com.sparkify.etl.erase;

import com.sparkify.etl.table.FileErasure;
import com.sparkify.etl.table.FileErasure.Replacement;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RowRule;
import com.sparkify.etl.work.Work;
import java.io.Serializable;
import java.util.ArrayList;
import org.apache.iceberg.FileScanTask;

/** Rewrites those files of a task that contain rows to remove. */
final class FileReplacement implements Work<FileReplacement.Task, ArrayList<Replacement>> {
    /** @param appliesDeletes whether a file with deletes is rewritten in any case */
    record Task(LakeTable table, ArrayList<FileScanTask> files, RowRule rule, boolean appliesDeletes)
            implements Serializable {}

    @Override
    public ArrayList<Replacement> apply(LakeTables tables, Task task) {
        FileErasure erasure = new FileErasure(tables.get(task.table()), task.rule());
        ArrayList<Replacement> replacements = new ArrayList<>();
        task.files()
                .forEach(file -> erasure.replace(file, task.appliesDeletes()).ifPresent(replacements::add));
        return replacements;
    }
}
