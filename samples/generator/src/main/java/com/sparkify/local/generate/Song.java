package com.sparkify.local.generate;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record of the song catalogue. Its null values follow the real data set: most artists have no coordinates, and many
 * songs no year (0).
 */
record Song(String songId, String title, Artist artist, BigDecimal durationSeconds, int year) {

    record Artist(String id, String name, String location, BigDecimal latitude, BigDecimal longitude) {}

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("num_songs", 1);
        fields.put("artist_id", artist.id());
        fields.put("artist_latitude", artist.latitude());
        fields.put("artist_longitude", artist.longitude());
        fields.put("artist_location", artist.location());
        fields.put("artist_name", artist.name());
        fields.put("song_id", songId);
        fields.put("title", title);
        fields.put("duration", durationSeconds);
        fields.put("year", year);
        return fields;
    }
}
