package com.sparkify.etl.run;

import java.util.Set;

/** What became of the next batch. */
sealed interface LoadResult {
    /**
     * It is over, and booked if it had anything to book.
     *
     * @param done objects for which nothing is left to do but to publish
     * @param changed objects that got another version while they were read
     */
    record Ended(Set<String> done, Set<String> changed) implements LoadResult {}

    /** It failed and is undone; its objects come again in smaller batches, unless the run gives them up. */
    record Undone() implements LoadResult {}

    /** It was not begun: too little time is left for it. */
    record NotBegun() implements LoadResult {}
}
