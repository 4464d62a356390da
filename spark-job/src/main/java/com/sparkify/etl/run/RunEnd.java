package com.sparkify.etl.run;

/** How a run ended that was not interrupted. */
public enum RunEnd {
    /** All pending work is done. */
    DONE,
    /** The time limit is near; the next run continues. */
    WORK_LEFT,
    /** Some objects could not be loaded and stay pending. */
    GAVE_UP
}
