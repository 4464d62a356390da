package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one version of an object gives. An object that is not acceptable has no reading. */
record Reading(List<Play> plays, List<SongRecord> songs, List<RejectedRow> rejected, long notPlays, Drift drift) {
    static final String LOG_PREFIX = "log_data/";
    static final String SONG_PREFIX = "song_data/";

    private Reading() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0, new Drift());
    }

    static Optional<Reading> of(String key, byte[] object) {
        if (key.startsWith(LOG_PREFIX)) {
            return Lines.content(object).flatMap(content -> log(key, content));
        }
        if (key.startsWith(SONG_PREFIX)) {
            return Lines.content(object).flatMap(content -> song(key, content));
        }
        throw new IllegalArgumentException("Neither a log nor a song object: " + key);
    }

    /** Rows read: plays, not plays and rejected of a log; records and rejected of a song object. */
    long rows() {
        return plays.size() + songs.size() + rejected.size() + notPlays;
    }

    private static Optional<Reading> log(String key, byte[] content) {
        Reading reading = new Reading();
        long notPlays = 0;
        boolean hasObject = false;
        boolean hasBinary = false;
        long number = 0;
        for (byte[] line : Lines.split(content)) {
            number++;
            if (Lines.isBlank(line)) {
                continue;
            }
            Optional<String> text = Characters.strictly(line);
            Optional<Fields> fields = text.flatMap(Reading::loneObject);
            hasObject |= fields.isPresent();
            fields.ifPresent(present -> reading.drift.addLog(present));
            hasBinary |= text.isEmpty() || text.get().indexOf('\0') >= 0;
            if (fields.isPresent() && !Play.isWanted(fields.get())) {
                notPlays++;
                continue;
            }
            long at = number;
            fields.flatMap(wanted -> Play.of(key, at, wanted))
                    .ifPresentOrElse(reading.plays::add, () -> reading.rejected.add(RejectedRow.of(key, at, line)));
        }
        boolean isBinary = hasBinary && !hasObject;
        return isBinary
                ? Optional.empty()
                : Optional.of(new Reading(reading.plays, reading.songs, reading.rejected, notPlays, reading.drift));
    }

    private static Optional<Fields> loneObject(String line) {
        try {
            JsonScanner scanner = new JsonScanner(line);
            if (!scanner.atObject()) {
                return Optional.empty();
            }
            Fields fields = new Fields(scanner.object());
            return scanner.atEnd() ? Optional.of(fields) : Optional.empty();
        } catch (JsonScanner.NotJsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Reading> song(String key, byte[] content) {
        Optional<String> decoded = Characters.strictly(content);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        String text = decoded.get();
        Reading reading = new Reading();
        JsonScanner scanner = new JsonScanner(text);
        try {
            for (long number = 1; !scanner.atEnd(); number++) {
                int start = scanner.position();
                Optional<SongRecord> song = Optional.empty();
                if (scanner.atObject()) {
                    Fields fields = new Fields(scanner.object());
                    reading.drift.addSong(fields);
                    song = SongRecord.of(key, number, fields);
                } else {
                    scanner.value();
                }
                byte[] raw = text.substring(start, scanner.position()).getBytes(StandardCharsets.UTF_8);
                long at = number;
                song.ifPresentOrElse(reading.songs::add, () -> reading.rejected.add(RejectedRow.of(key, at, raw)));
            }
        } catch (JsonScanner.NotJsonException e) {
            return Optional.empty();
        }
        return Optional.of(reading);
    }
}
