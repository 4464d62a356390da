package com.sparkify.etl.table;

import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.data.Record;

/** Which rows of a table go for good, and which are kept otherwise than they are. */
public interface RowRule extends Serializable {
    /** The columns by which it decides. */
    List<String> columns();

    /** The row itself if it stays as it is, null if it goes, else what takes its place. */
    Record apply(Record row);
}
