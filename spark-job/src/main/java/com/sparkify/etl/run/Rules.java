package com.sparkify.etl.run;

import com.sparkify.etl.run.Arguments.OnError;

/**
 * The version of everything that decides what an object contributes. Whoever changes how objects are read raises it:
 * then every announced object is read again, whatever its ETag.
 */
final class Rules {
    private static final String VERSION = "1";

    private Rules() {}

    /** The version under these settings: under {@code skip-file} a bad row makes its object unacceptable. */
    static String version(OnError onError) {
        return onError == OnError.SKIP_FILE ? VERSION + "+skip-file" : VERSION;
    }
}
