package com.sparkify.etl.work;

import java.io.Serializable;
import java.util.List;

/** Executes tasks in parallel, on threads of this JVM or on Spark's executors. */
public interface Workers {
    /**
     * Applies the function to each task.
     *
     * @return the results in the order of the tasks
     */
    <T extends Serializable, R extends Serializable> List<R> map(List<T> tasks, Work<T, R> work);

    /**
     * Tells how much work follows, so that it is done where there are enough workers.
     *
     * @param bytes size of log objects that take as long
     */
    default void expect(long bytes) {}

    /** Returns how many tasks run at a time. */
    int parallelism();
}
