package com.sparkify.etl.plan;

/**
 * What the history says of an object.
 *
 * @param status of the newest row
 * @param etag of the version that row tells of; null if there was none
 * @param rules the rules that version was read by
 * @param sequence of that row among the object's rows, from 1
 * @param manifest the newest manifest that any row names, or null
 * @param retraction the manifest that the last retraction names, unless an older request had its turn after it; or null
 */
public record LastHistoryRow(
        Status status, String etag, String rules, long sequence, String manifest, String retraction) {

    /** What the history says once there is one more row. */
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

    /** Whether a request as new as this one has been carried out for the object. */
    boolean isAsked(String request) {
        return manifest != null && manifest.compareTo(request) >= 0;
    }

    /** Whether the object was retracted by this request or a newer one, and no older request had its turn since. */
    boolean isRetracted(String request) {
        return retraction != null && retraction.compareTo(request) >= 0;
    }
}
