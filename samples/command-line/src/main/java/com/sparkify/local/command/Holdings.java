package com.sparkify.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.QuerySession;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts an object's rows in each table. A play, song or artist of several objects counts for the object whose copy
 * wins.
 */
final class Holdings {

    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");

    /** Reads only the time ranges of the object's plays. */
    private static final String OF_LOG = """
            WITH near AS (SELECT * FROM sparkify_internal.play_records WHERE %2$s),
            own AS (SELECT * FROM near WHERE object_key = %1$s),
            copies AS (
              SELECT near.*, row_number() OVER (
                PARTITION BY near.start_time, near.user_id, near.session_id, near.item_in_session
                ORDER BY near.object_key DESC, near.line DESC) AS place
              FROM near LEFT SEMI JOIN own ON near.start_time = own.start_time AND near.user_id = own.user_id
                AND near.session_id = own.session_id AND near.item_in_session = own.item_in_session),
            counted AS (SELECT * FROM copies WHERE place = 1 AND object_key = %1$s)
            SELECT
              (SELECT count(*) FROM counted) AS songplays,
              (SELECT count(DISTINCT u.user_id) FROM users u JOIN counted c
                ON u.user_id = c.user_id AND u.last_played_at = c.start_time
                AND u.last_session_id = c.session_id AND u.last_item_in_session = c.item_in_session) AS users,
              (SELECT count(DISTINCT start_time) FROM counted) AS time,
              (SELECT count(*) FROM rejected_rows WHERE object_key = %1$s) AS rejected_rows""";

    private static final String OF_SONG = """
            WITH ranked AS (
              SELECT *, row_number() OVER (
                PARTITION BY artist_id
                ORDER BY int(coalesce(artist_name, '') <> '') + int(coalesce(artist_location, '') <> '')
                    + int(artist_latitude IS NOT NULL) + int(artist_longitude IS NOT NULL) DESC,
                  year DESC NULLS LAST, song_id) AS place
              FROM songs WHERE artist_id IN (SELECT artist_id FROM songs WHERE object_key = %1$s))
            SELECT
              (SELECT count(*) FROM songs WHERE object_key = %1$s) AS songs,
              (SELECT count(*) FROM ranked WHERE place = 1 AND object_key = %1$s) AS artists,
              (SELECT count(*) FROM rejected_rows WHERE object_key = %1$s) AS rejected_rows""";

    private Holdings() {}

    /** @param loaded the object's present row of {@code load_history} */
    static Map<String, Long> of(QuerySession session, Map<String, JsonNode> loaded) throws IOException {
        String key = HistoryListing.literal(HistoryListing.text(loaded, "object_key"));
        boolean isSong = HistoryListing.text(loaded, "kind").equals("song");
        String sql = isSong ? OF_SONG.formatted(key) : OF_LOG.formatted(key, ranges(loaded));
        var holdings = new LinkedHashMap<String, Long>();
        session.ask(sql).rows().get(0).forEach((table, rows) -> holdings.put(table, rows.asLong()));
        return holdings;
    }

    /** Returns the condition that a play lies in the object's time ranges. */
    private static String ranges(Map<String, JsonNode> loaded) {
        if (!HistoryListing.has(loaded, "play_times")) {
            return "true";
        }
        String ranges = RANGE.matcher(HistoryListing.text(loaded, "play_times"))
                .results()
                .map(Holdings::range)
                .collect(Collectors.joining(" OR "));
        return ranges.isEmpty() ? "false" : "(" + ranges + ")";
    }

    private static String range(MatchResult range) {
        return "start_time BETWEEN timestamp_millis(%s) AND timestamp_millis(%s)"
                .formatted(range.group(1), range.group(2));
    }
}
