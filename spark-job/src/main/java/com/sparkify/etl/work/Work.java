package com.sparkify.etl.work;

import com.sparkify.etl.table.LakeTables;
import java.io.Serializable;

/**
 * What is done for each of some tasks, on whatever machine. It may read the tables and write files, and commits nothing.
 *
 * @param <T> the tasks
 * @param <R> what each gives
 */
public interface Work<T extends Serializable, R extends Serializable> extends Serializable {
    R apply(LakeTables tables, T task) throws Exception;
}
