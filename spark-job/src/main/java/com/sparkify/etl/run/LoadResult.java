package com.sparkify.etl.run;

import java.util.Set;

/** Result of loading the next batch. */
sealed interface LoadResult {
    /**
     * The batch ended, and is booked if it changed anything.
     *
     * @param done objects that need no further work except publishing
     * @param changed objects that got a new version while they were read
     */
    record Ended(Set<String> done, Set<String> changed) implements LoadResult {}

    /** The batch failed and is undone. Its objects are retried in smaller batches unless the run gave them up. */
    record Undone() implements LoadResult {}

    /** The batch was not begun because too little time is left. */
    record NotBegun() implements LoadResult {}
}
