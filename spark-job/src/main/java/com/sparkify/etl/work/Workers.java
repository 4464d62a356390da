package com.sparkify.etl.work;

import java.io.Serializable;
import java.util.List;

/** Those who do tasks side by side: this JVM's threads, or Spark's executors. */
public interface Workers {
    /**
     * Does the work for each task.
     *
     * @return the results in the order of the tasks
     */
    <T extends Serializable, R extends Serializable> List<R> map(List<T> tasks, Work<T, R> work);

    /** How many tasks are done at a time. */
    int parallelism();
}
