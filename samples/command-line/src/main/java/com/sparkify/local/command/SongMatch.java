package com.sparkify.local.command;

import static com.sparkify.local.command.HistoryListing.literal;
import static com.sparkify.local.command.HistoryListing.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.QuerySession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The song that a play matched and its object, or what a match lacks. */
final class SongMatch {

    private static final int EXAMPLES = 5;

    private SongMatch() {}

    /** @param play the winning record, as its object contributed it */
    static List<String> of(QuerySession session, Map<String, JsonNode> songplay, Map<String, JsonNode> play)
            throws IOException {
        return HistoryListing.has(songplay, "song_id") ? matched(session, songplay) : unmatched(session, play);
    }

    private static List<String> matched(QuerySession session, Map<String, JsonNode> songplay) throws IOException {
        String id = literal(text(songplay, "song_id"));
        var song =
                session.ask("SELECT * FROM songs WHERE song_id = " + id).rows().get(0);
        var lines = new ArrayList<String>();
        lines.add("matches song %s".formatted(text(songplay, "song_id")));
        lines.add("  \"%s\" by \"%s\", %s s: the same title, artist and length"
                .formatted(text(song, "title"), text(song, "artist_name"), text(song, "length")));
        var record = session.ask("SELECT * FROM sparkify_internal.song_records WHERE object_key = %s AND song_id = %s"
                                .formatted(literal(text(song, "object_key")), id)
                        + " ORDER BY line DESC LIMIT 1")
                .rows();
        if (!record.isEmpty()) {
            lines.add("  " + WhyCommand.place(record.get(0)));
            lines.add("  " + WhyCommand.version(session, record.get(0)));
        }
        return lines;
    }

    private static List<String> unmatched(QuerySession session, Map<String, JsonNode> play) throws IOException {
        List<String> absent = Stream.of("song", "artist", "length")
                .filter(part -> !HistoryListing.has(play, part))
                .toList();
        if (!absent.isEmpty()) {
            return List.of("matches no song: the line has no " + String.join(", no ", absent));
        }
        var candidates = session.ask("""
                        SELECT song_id, title, artist_name, length, title = %1$s AS same_title, artist_name = %2$s AS same_artist
                        FROM songs WHERE title = %1$s OR (artist_name = %2$s AND lower(trim(title)) = lower(trim(%1$s)))
                        ORDER BY same_artist DESC, abs(double(length) - %3$s), song_id LIMIT %4$d""".formatted(
                        literal(text(play, "song")), literal(text(play, "artist")), text(play, "length"), EXAMPLES))
                .rows();
        if (candidates.isEmpty()) {
            return List.of("matches no song: none has the title \"%s\"".formatted(text(play, "song")));
        }
        var lines = new ArrayList<String>();
        lines.add("matches no song: title, artist and length (%s s) must all be equal. Similar songs"
                .formatted(text(play, "length")));
        candidates.forEach(song -> lines.add("  %s \"%s\" by \"%s\", %s s: another %s"
                .formatted(
                        text(song, "song_id"),
                        text(song, "title"),
                        text(song, "artist_name"),
                        text(song, "length"),
                        String.join(" and ", differences(song, play)))));
        return lines;
    }

    private static List<String> differences(Map<String, JsonNode> song, Map<String, JsonNode> play) {
        var differences = new ArrayList<String>();
        if (!song.get("same_title").asBoolean()) {
            differences.add("title");
        }
        if (!song.get("same_artist").asBoolean()) {
            differences.add("artist");
        }
        if (!song.get("length").equals(play.get("length"))) {
            differences.add("length");
        }
        return differences;
    }
}
