package com.sparkify.etl.table;

import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.data.Record;

/** Selects rows of a table to be removed permanently or changed. */
public interface RowRule extends Serializable {
    /** Returns the columns that the rule reads. */
    List<String> columns();

    /** Returns the row itself if it stays, null if it is removed, else its replacement. */
    Record apply(Record row);
}
