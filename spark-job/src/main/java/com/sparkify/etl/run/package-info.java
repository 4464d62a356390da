/**
 * One run from the lease to its last listing: takes work, loads batches, recovers from what an earlier run left, publishes, keeps
 * house. It puts the other packages together and may touch all of them but {@code query} and {@code readback}.
 */
package com.sparkify.etl.run;
