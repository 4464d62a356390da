/**
 * Executes one run, from taking the lease ({@code Run}) to the last listing: accepts work, loads batches, publishes, and
 * compacts. {@code Batches.undoOrComplete} recovers from an interrupted run, {@code FailedBatches} from a batch that
 * fails in this one. May use all packages except {@code query} and {@code readback}.
 */
package com.sparkify.etl.run;
