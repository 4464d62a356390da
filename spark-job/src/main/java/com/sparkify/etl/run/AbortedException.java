package com.sparkify.etl.run;

/** Thrown for a bad row under {@code --on-error abort}; the batch commits nothing. */
final class AbortedException extends RuntimeException {
    AbortedException(String key, String reason) {
        super(("--on-error abort: %s: %s. Nothing of this batch is loaded and everything stays pending;"
                        + " upload a corrected object or run with --on-error continue.")
                .formatted(key, reason));
    }
}
