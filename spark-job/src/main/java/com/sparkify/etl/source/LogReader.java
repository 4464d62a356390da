package com.sparkify.etl.source;

import com.sparkify.etl.key.LongHashSet;
import java.io.IOException;
import java.io.InputStream;

/** Reads one log object in JSON Lines; each line is parsed independently. */
final class LogReader {
    private final String key;
    private final UserSet erased;
    private final RowSink out;
    private final Counts counts = new Counts();
    /** Duplicates are counted among this many plays, whose hashes take 256 MB at most. */
    private static final int REMEMBERED_PLAYS = 8_000_000;

    /** Hashes of the natural keys, since an object may contain millions. */
    private final LongHashSet naturalKeys = new LongHashSet();

    private boolean anyObject;
    private boolean anyBinary;

    LogReader(String key, UserSet erased, RowSink out) {
        this.key = key;
        this.erased = erased;
        this.out = out;
    }

    ReadOutcome read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in);
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                counts.read++;
                accept(line, lines.number());
            }
        }
        return anyBinary && !anyObject
                ? counts.outcome(key, ReadOutcome.Status.UNREADABLE, "The object is binary: no line is a JSON object")
                : counts.read(key);
    }

    private void accept(Line line, long number) throws IOException {
        LogLine parsed = LogLine.of(line);
        anyObject |= parsed.object();
        if (parsed.fields() != null) {
            counts.drift.add(parsed.fields(), erased.contains(parsed.userId()));
        }
        if (parsed.fault() != null) {
            anyBinary |= line.looksBinary();
            reject(line.rejected(number, parsed.fault(), parsed.userId()));
        } else if (erased.contains(parsed.userId())) {
            counts.erased++;
        } else if (parsed.play() == null) {
            counts.notPlays++;
        } else {
            Play play = parsed.play();
            counts.play(play.ts());
            counts.duplicates += isDuplicate(play) ? 1 : 0;
            out.play(number, play);
        }
    }

    private boolean isDuplicate(Play play) {
        long hash = play.naturalKey().hash();
        return naturalKeys.size() < REMEMBERED_PLAYS ? !naturalKeys.add(hash) : naturalKeys.contains(hash);
    }

    private void reject(RejectedRow row) {
        boolean isErased = row.isOf(erased);
        counts.reject(row.line(), row.reason(), isErased);
        if (!isErased) {
            out.rejected(row);
        }
    }
}
