package com.sparkify.etl.source;

/**
 * One record of the song catalogue.
 *
 * @param songId never null or empty
 * @param artistId never null or empty
 * @param duration seconds, as written; like latitude and longitude the text of a finite JSON number, or null
 */
public record SongRecord(
        String songId,
        String title,
        String artistId,
        String artistName,
        String artistLocation,
        String artistLatitude,
        String artistLongitude,
        String duration,
        Integer year) {
    /**
     * Returns the duration in the form of a play's length: rounded to 5 decimals, in plain digits; null if there is
     * none.
     */
    public String length() {
        return JsonFields.matchable(duration);
    }
}
