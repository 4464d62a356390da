package com.sparkify.etl.table;

import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.DeleteFilter;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;

/** Filters the deleted rows of one data file. Records must hold values of Iceberg's internal types. */
final class DeletedRowsFilter extends DeleteFilter<Record> {
    private final FileIO io;
    private final DeleteCache deletes;

    /** @param deletes shared by the data files of a scan, most of which have the same delete files */
    DeletedRowsFilter(Table table, FileScanTask task, Schema projection, DeleteCache deletes) {
        super(task.file().location(), task.deletes(), table.schema(), projection);
        this.io = table.io();
        this.deletes = deletes;
    }

    @Override
    protected StructLike asStructLike(Record row) {
        return row;
    }

    @Override
    protected InputFile getInputFile(String location) {
        return io.newInputFile(location);
    }

    @Override
    protected DeleteLoader newDeleteLoader() {
        return deletes;
    }
}
