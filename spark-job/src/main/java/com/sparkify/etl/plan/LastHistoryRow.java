package com.sparkify.etl.plan;

/**
 * The last row of an object's history, with what earlier rows add to it.
 *
 * @param status status of the last row
 * @param etag version that the row describes; null if there was none
 * @param rules rules under which that version was read
 * @param sequence position of the row in the object's history, from 1
 * @param manifest newest manifest that any row names, or null
 * @param retraction manifest of the last retraction, unless an older request was executed after it; or null
 */
public record LastHistoryRow(
        Status status, String etag, String rules, long sequence, String manifest, String retraction) {

    /** Returns the state of the history after one more row. */
    public static LastHistoryRow of(
            LastHistoryRow earlier, Status status, String etag, String rules, long sequence, String manifest) {
        String newest = earlier == null ? manifest : later(earlier.manifest, manifest);
        return new LastHistoryRow(status, etag, rules, sequence, newest, retraction(earlier, status, manifest));
    }

    private static String retraction(LastHistoryRow earlier, Status status, String manifest) {
        if (status == Status.RETRACTED) {
            return manifest;
        }
        boolean isUndone = earlier == null
                || earlier.retraction == null
                || manifest == null
                || manifest.compareTo(earlier.retraction) <= 0;
        return isUndone ? null : earlier.retraction;
    }

    private static String later(String one, String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Returns true if this request, or a newer one, has been executed for the object. */
    boolean isAsked(String request) {
        return manifest != null && manifest.compareTo(request) >= 0;
    }

    /** Returns true if this request, or a newer one, retracted the object and no older request was executed since. */
    boolean isRetracted(String request) {
        return retraction != null && retraction.compareTo(request) >= 0;
    }
}
