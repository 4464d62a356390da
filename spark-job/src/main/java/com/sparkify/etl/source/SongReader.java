package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads one song object: whitespace-separated JSON values, compact or pretty-printed. */
final class SongReader {
    /** The object is read into memory. */
    private static final int MOST_BYTES = 32 << 20;

    private final String key;
    private final UserSet erased;
    private final Counts counts = new Counts();
    /** User of the present record: a log may lie among the songs. */
    private String userId;

    private final List<Consumer<RowSink>> rows = new ArrayList<>();

    SongReader(String key, UserSet erased) {
        this.key = key;
        this.erased = erased;
    }

    /** Passes rows on only if the whole object is readable. */
    ReadOutcome read(InputStream in, RowSink out) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            return unreadable("A song object has at most %d MiB of content".formatted(MOST_BYTES >> 20));
        }
        String text = Line.decode(bytes, bytes.length);
        if (text == null) {
            return unreadable("The object is not valid UTF-8");
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = JsonFields.FACTORY.createParser(content)) {
            while (parser.nextToken() != null) {
                record(parser, content);
            }
        } catch (JsonProcessingException e) {
            return unreadable("The object is not JSON to its end: " + LogLine.problem(e));
        }
        rows.forEach(row -> row.accept(out));
        return counts.read(key);
    }

    private ReadOutcome unreadable(String reason) {
        return ReadOutcome.failed(key, ReadOutcome.Status.UNREADABLE, reason);
    }

    private void record(JsonParser parser, String content) throws IOException {
        counts.read++;
        int start = (int) parser.currentTokenLocation().getCharOffset();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            parser.finishToken();
            reject(content, start, parser, "The record is no JSON object", null);
            return;
        }
        userId = "";
        SongRecord song = song(parser);
        if (isEmpty(song.songId()) || isEmpty(song.artistId())) {
            reject(
                    content,
                    start,
                    parser,
                    "The record has no " + (isEmpty(song.songId()) ? "song_id" : "artist_id"),
                    userId);
        } else {
            counts.songs++;
            long ordinal = counts.read;
            rows.add(sink -> sink.song(ordinal, song));
        }
    }

    private void reject(String content, int start, JsonParser parser, String reason, String user) throws IOException {
        int end = (int) parser.currentLocation().getCharOffset();
        byte[] raw = content.substring(start, Math.max(start, end)).strip().getBytes(StandardCharsets.UTF_8);
        RejectedRow row = RejectedRow.of(counts.read, reason, raw, raw.length, user);
        boolean isErased = row.isOf(erased);
        counts.reject(row.line(), reason, isErased);
        if (!isErased) {
            rows.add(sink -> sink.rejected(row));
        }
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    private SongRecord song(JsonParser parser) throws IOException {
        String songId = null;
        String title = null;
        String artistId = null;
        String artistName = null;
        String artistLocation = null;
        String artistLatitude = null;
        String artistLongitude = null;
        String duration = null;
        Integer year = null;
        RowFields fields = new RowFields(Contract.SONG);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.see(name, parser);
            switch (name) {
                case "song_id" -> songId = JsonFields.text(parser);
                case "title" -> title = JsonFields.text(parser);
                case "artist_id" -> artistId = JsonFields.text(parser);
                case "artist_name" -> artistName = JsonFields.text(parser);
                case "artist_location" -> artistLocation = JsonFields.text(parser);
                case "artist_latitude" -> artistLatitude = JsonFields.number(parser);
                case "artist_longitude" -> artistLongitude = JsonFields.number(parser);
                case "duration" -> duration = JsonFields.number(parser);
                case "userId" -> userId = Objects.requireNonNullElse(JsonFields.text(parser), "");
                case "year" -> year = JsonFields.smallInteger(parser);
                default -> parser.skipChildren();
            }
        }
        counts.drift.add(fields, erased.contains(userId));
        return new SongRecord(
                songId, title, artistId, artistName, artistLocation, artistLatitude, artistLongitude, duration, year);
    }
}
