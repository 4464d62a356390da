package com.sparkify.etl.source;

/** What has been counted of one object so far. */
final class Counts {
    long read;
    long plays;
    long songs;
    long notPlays;
    long rejected;
    long duplicates;
    String firstFault;

    void reject(long line, String fault) {
        rejected++;
        if (firstFault == null) {
            firstFault = "Line " + line + ": " + fault;
        }
    }

    ReadOutcome read(String key) {
        return outcome(key, ReadOutcome.Status.READ, firstFault);
    }

    ReadOutcome outcome(String key, ReadOutcome.Status status, String reason) {
        return new ReadOutcome(key, status, reason, read, plays, songs, notPlays, rejected, duplicates);
    }
}
