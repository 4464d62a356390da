package com.sparkify.etl.run;

import com.sparkify.etl.run.Arguments.OnError;

/**
 * Version of the rules that decide what an object contributes. Increase it with every change to reading: every
 * announced object is then read again, whatever its ETag.
 */
final class Rules {
    private static final String VERSION = "1";

    private Rules() {}

    /** Returns the version for these settings. Under {@code skip-file} a bad row makes its object unacceptable. */
    static String version(OnError onError) {
        return onError == OnError.SKIP_FILE ? VERSION + "+skip-file" : VERSION;
    }
}
