package com.sparkify.etl.table;

import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.DeleteFilter;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.InputFile;

/** Filters the deleted rows of one data file. Records must hold values of Iceberg's internal types. */
final class DeletedRowsFilter extends DeleteFilter<Record> {
    private final DeleteLoader deletes;

    DeletedRowsFilter(Table table, FileScanTask task, Schema projection, DeleteLoader deletes) {
        super(task.file().location(), task.deletes(), table.schema(), projection);
        this.deletes = deletes;
    }

    @Override
    protected StructLike asStructLike(Record row) {
        return row;
    }

    @Override
    protected InputFile getInputFile(String location) {
        throw new UnsupportedOperationException("The loader opens delete files");
    }

    @Override
    protected DeleteLoader newDeleteLoader() {
        return deletes;
    }
}
