/**
 * Executes one run, from taking the lease to the last listing: accepts work, loads batches, recovers from interrupted
 * runs, publishes, and compacts. May use all packages except {@code query} and {@code readback}.
 */
package com.sparkify.etl.run;
