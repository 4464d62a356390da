package com.sparkify.etl.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;

/** Uncommitted files of one table. */
public record FileChanges(List<DataFile> data, List<DeleteFile> deletes) implements Serializable {
    public static final FileChanges NONE = new FileChanges(List.of(), List.of());

    public FileChanges {
        data = new ArrayList<>(data); // not List.copyOf: Kryo and Java serialization support
        // ArrayList
        deletes = new ArrayList<>(deletes);
    }

    public boolean isEmpty() {
        return data.isEmpty() && deletes.isEmpty();
    }

    public FileChanges and(FileChanges other) {
        List<DataFile> allData = new ArrayList<>(data);
        allData.addAll(other.data);
        List<DeleteFile> allDeletes = new ArrayList<>(deletes);
        allDeletes.addAll(other.deletes);
        return new FileChanges(allData, allDeletes);
    }
}
