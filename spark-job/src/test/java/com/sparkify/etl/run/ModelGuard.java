package com.sparkify.etl.run;

/** A rule of the protocol that a test can switch off, to show that the model detects its absence. */
enum ModelGuard {
    /** The state names the changed cells before the batch is booked. */
    CELLS_BEFORE_BOOKING,
    /** Look-ups are appended before the batch is booked. */
    LOOKUPS_BEFORE_BOOKING,
    /** What a batch replaces is deleted after the batch is booked. */
    REMOVAL_AFTER_BOOKING,
    /** The consistent set is named after the batch is booked. */
    SET_AFTER_BOOKING,
    /** Manifests are removed after the files are published. */
    FILES_BEFORE_MANIFESTS,
    /** Of manifests that are removed the oldest goes first. */
    OLDEST_MANIFEST_FIRST,
    /** A listing passes over what was retracted by a later request. */
    LATER_RETRACTIONS_OVERTAKE,
    /** While a batch is undone, what its objects contributed before counts. */
    EARLIER_ROWS_COUNT_IN_UNDO,
    /** A batch that appended no row is undone like any other. */
    UNDO_WITHOUT_ROWS,
    /** A failed commit is followed by a fresh look at the history. */
    BOOKS_READ_ANEW,
    /** Users are taken from all rows of the plays derived, those that do not count included. */
    USERS_OF_ALL_ROWS,
    /** A user's last play is only taken from hours that are later than all hours not looked at yet. */
    HOURS_OF_EACH_USER,
    /** Plays are matched anew for the song keys of all copies of a song. */
    SONG_KEYS_OF_ALL_COPIES,
    /** Upkeep records the consistent set before it expires snapshots. */
    SET_BEFORE_EXPIRY,
    /** An end under the run's control counts against no object. */
    KNOWN_ENDS_EXCUSED
}
