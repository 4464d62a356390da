package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What one version of an object gives. An object that is not acceptable has no reading. */
record Reading(
        List<ModelPlay> plays,
        List<SongRecord> songs,
        List<ModelRejectedRow> rejected,
        List<String> notPlays,
        ModelDrift drift) {
    static final String LOG_PREFIX = "log_data/";
    static final String SONG_PREFIX = "song_data/";

    private Reading() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ModelDrift());
    }

    static Optional<Reading> of(String key, byte[] object) {
        if (key.startsWith(LOG_PREFIX)) {
            return ModelLines.content(object).flatMap(content -> log(key, content));
        }
        if (key.startsWith(SONG_PREFIX)) {
            return ModelLines.content(object).flatMap(content -> song(key, content));
        }
        throw new IllegalArgumentException("Neither a log nor a song object: " + key);
    }

    /** Rows read: plays, not plays and rejected of a log; records and rejected of a song object. */
    long rows() {
        return plays.size() + songs.size() + rejected.size() + notPlays.size();
    }

    /** What is left once these users are erased; the reading itself if it tells of none of them. */
    Reading without(Set<String> users) {
        Reading left = new Reading(
                plays.stream()
                        .filter(play -> !users.contains(play.natural().userId()))
                        .toList(),
                songs,
                rejected.stream().filter(row -> !row.isOf(users)).toList(),
                notPlays.stream().filter(user -> !users.contains(user)).toList(),
                drift);
        return left.rows() == rows() ? this : left;
    }

    private static Optional<Reading> log(String key, byte[] content) {
        Reading reading = new Reading();
        boolean hasObject = false;
        boolean hasBinary = false;
        long number = 0;
        for (byte[] line : ModelLines.split(content)) {
            number++;
            if (ModelLines.isBlank(line)) {
                continue;
            }
            Optional<String> text = Characters.strictly(line);
            Optional<Fields> fields = text.flatMap(Reading::loneObject);
            hasObject |= fields.isPresent();
            fields.ifPresent(present -> reading.drift.addLog(present));
            hasBinary |= text.isEmpty() || text.get().indexOf('\0') >= 0;
            if (fields.isPresent() && !ModelPlay.isWanted(fields.get())) {
                reading.notPlays.add(Objects.requireNonNullElse(fields.get().text("userId"), ""));
                continue;
            }
            long at = number;
            fields.flatMap(wanted -> ModelPlay.of(key, at, wanted))
                    .ifPresentOrElse(
                            reading.plays::add, () -> reading.rejected.add(ModelRejectedRow.of(key, at, line, fields)));
        }
        boolean isBinary = hasBinary && !hasObject;
        return isBinary ? Optional.empty() : Optional.of(reading);
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
                Optional<Fields> fields = Optional.empty();
                if (scanner.atObject()) {
                    fields = Optional.of(new Fields(scanner.object()));
                    reading.drift.addSong(fields.get());
                    song = SongRecord.of(key, number, fields.get());
                } else {
                    scanner.value();
                }
                byte[] raw = text.substring(start, scanner.position()).getBytes(StandardCharsets.UTF_8);
                ModelRejectedRow row = ModelRejectedRow.of(key, number, raw, fields);
                song.ifPresentOrElse(reading.songs::add, () -> reading.rejected.add(row));
            }
        } catch (JsonScanner.NotJsonException e) {
            return Optional.empty();
        }
        return Optional.of(reading);
    }
}
