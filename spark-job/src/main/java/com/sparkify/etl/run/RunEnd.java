package com.sparkify.etl.run;

/** How a run ended that came to an end by itself. */
public enum RunEnd {
    /** Everything that was pending is done. */
    DONE,
    /** The time limit is near. All went well, and the next run goes on. */
    WORK_LEFT,
    /** Some objects could not be loaded: they stay pending. */
    GAVE_UP
}
