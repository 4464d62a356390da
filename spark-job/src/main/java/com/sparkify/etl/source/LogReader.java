package com.sparkify.etl.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Reads one log object: JSON Lines, each line on its own. */
final class LogReader {
    private final String key;
    private final String runId;
    private final Consumer<Row> out;
    private final Counts counts = new Counts();
    private final Set<String> naturalKeys = new HashSet<>();
    private boolean anyObject;
    private boolean anyBinary;

    LogReader(String key, String runId, Consumer<Row> out) {
        this.key = key;
        this.runId = runId;
        this.out = out;
    }

    ReadOutcome read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
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
        if (parsed.fault() != null) {
            anyBinary |= line.looksBinary();
            counts.reject(number, parsed.fault());
            out.accept(ParsedRows.rejected(key, line.rejected(number, parsed.fault()), runId));
        } else if (parsed.play() == null) {
            counts.notPlays++;
        } else {
            counts.plays++;
            counts.duplicates += naturalKeys.add(parsed.play().naturalKey()) ? 0 : 1;
            out.accept(ParsedRows.play(key, number, parsed.play()));
        }
    }
}
