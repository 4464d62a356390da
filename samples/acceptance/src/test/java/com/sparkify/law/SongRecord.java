package com.sparkify.law;

import java.util.Optional;

/** A record of a song object; its line is its ordinal in the object, from 1. */
record SongRecord(String key, long line, String songId, String artistId, Fields fields) {

    static Optional<SongRecord> of(String key, long line, Fields fields) {
        String songId = fields.text("song_id");
        String artistId = fields.text("artist_id");
        boolean isIdentified = songId != null && !songId.isEmpty() && artistId != null && !artistId.isEmpty();
        return isIdentified ? Optional.of(new SongRecord(key, line, songId, artistId, fields)) : Optional.empty();
    }

    Integer year() {
        return fields.integer("year")
                .filter(year -> year >= Integer.MIN_VALUE && year <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElse(null);
    }

    /** How much it says of its artist: name, location, latitude, longitude; 0.0 counts, an empty text does not. */
    int artistAttributes() {
        int count = 0;
        for (String name : new String[] {"artist_name", "artist_location"}) {
            String text = fields.text(name);
            count += text == null || text.isEmpty() ? 0 : 1;
        }
        for (String name : new String[] {"artist_latitude", "artist_longitude"}) {
            count += fields.number(name) == null ? 0 : 1;
        }
        return count;
    }

    boolean isAfter(SongRecord other) {
        int order = Characters.BY_BYTES.compare(key, other.key);
        return order > 0 || (order == 0 && line > other.line);
    }
}
