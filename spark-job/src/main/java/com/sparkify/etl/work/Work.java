package com.sparkify.etl.work;

import com.sparkify.etl.table.LakeTables;
import java.io.Serializable;

/**
 * A function that is applied to each task on any machine. It may read tables and write files, and commits nothing.
 *
 * @param <T> type of the tasks
 * @param <R> type of the results
 */
public interface Work<T extends Serializable, R extends Serializable> extends Serializable {
    R apply(LakeTables tables, T task) throws Exception;
}
