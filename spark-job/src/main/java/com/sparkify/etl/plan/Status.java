package com.sparkify.etl.plan;

import java.util.Locale;

/** Status of an object version in {@code load_history}. */
public enum Status {
    /** Its rows are in the tables. */
    LOADED,
    /** Its rows were replaced by a newer version or removed by a retraction. */
    SUPERSEDED,
    /** It was not acceptable; the rows of the version before stay. */
    REJECTED,
    /** It was announced but did not exist; the rows of the version before stay. */
    MISSING,
    /** Its rows were removed on request. */
    RETRACTED;

    /** Returns the text in the history. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parses the text in the history. */
    public static Status of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
