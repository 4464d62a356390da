package com.sparkify.etl.plan;

import java.util.Locale;

/** What became of one object version, as {@code load_history} keeps it. */
public enum Status {
    /** Its rows are in the tables. */
    LOADED,
    /** Its rows were, until a newer version or a retraction took their place. */
    SUPERSEDED,
    /** It was not acceptable; what was loaded before it stays. */
    REJECTED,
    /** It was announced, but there was no object; what was loaded before stays. */
    MISSING,
    /** Its rows were taken out on request. */
    RETRACTED;

    /** As the history spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that the history spells so. */
    public static Status of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
