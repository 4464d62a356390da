package com.sparkify.etl.run;

/** Lines of input, and the keys of the objects that hold them. */
final class Samples {
    private static final long FIRST_NOON = 1541073600000L;
    private static final long DAY = 86_400_000L;

    private Samples() {}

    /** The log object of a day of November 2018. */
    static String log(int day) {
        return "log_data/2018/11/2018-11-%02d-events.json".formatted(day);
    }

    /** A line with a play at noon of a day of November 2018. */
    static String play(String user, int day, String level, String song) {
        return """
                {"page":"NextSong","sessionId":1,"itemInSession":1,"userId":"%s","ts":%d,"level":"%s","song":"%s","artist":"A","length":100.0}
                """.formatted(user, FIRST_NOON + (day - 1) * DAY, level, song);
    }

    /** A song that {@link #play} matches if the titles are the same. */
    static String song(String id, String title, String artist) {
        return "{\"song_id\":\"%s\",\"title\":\"%s\",\"artist_id\":\"%s\",\"artist_name\":\"A\",\"duration\":100.000001,\"year\":0}"
                .formatted(id, title, artist);
    }
}
