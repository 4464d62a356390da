package com.sparkify.etl.query;

import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Counts the running tasks. A cancelled task ends where it checks whether it was cancelled, and the generated code of a
 * nested-loop join does not check.
 */
final class RunningTasks extends SparkListener {
    private int count;

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        count++;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        count--;
        notifyAll();
    }

    /** Returns false if tasks still run after this time. */
    synchronized boolean awaitNone(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (count > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
