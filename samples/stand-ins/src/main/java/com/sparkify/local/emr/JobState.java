package com.sparkify.local.emr;

import java.util.Locale;

/** The states of a job run, in order. */
public enum JobState {
    SUBMITTED,
    QUEUED,
    PENDING,
    SCHEDULED,
    RUNNING,
    SUCCESS,
    FAILED,
    CANCELLING,
    CANCELLED;

    public boolean isFinal() {
        return this == SUCCESS || this == FAILED || this == CANCELLED;
    }

    static JobState parse(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ServiceError.validation("states: no such job run state: '" + text + "'");
        }
    }
}
