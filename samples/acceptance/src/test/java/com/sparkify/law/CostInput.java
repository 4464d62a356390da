package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Puts and announces the log and song objects whose costs are measured: plays and songs that are told by numbers. */
final class CostInput {
    static final long DAY = Duration.ofDays(1).toMillis();
    static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();
    /** The first of November 2018. */
    static final long FIRST_DAY = 1541030400000L;

    static final int FILE_PLAYS = 1_000;

    private static final int OBJECT_PLAYS = 50_000;
    private static final int OBJECT_SONGS = 50_000;
    private static final int DURATION = 100;

    private final LocalLake lake;

    CostInput(LocalLake lake) {
        this.lake = lake;
    }

    /**
     * Plays that follow each other evenly.
     *
     * @param name of the object
     * @param from epoch milliseconds of the first
     * @param length milliseconds until after the last
     * @param users how many users take turns
     * @param firstUser number of the first of them
     * @param location of all users: a correction tells another one
     */
    record Plays(String name, long from, long length, int count, int users, int firstUser, String location) {
        Plays(String name, long from, long length, int count) {
            this(name, from, length, count, 3_000, 0, "Town");
        }

        Plays byUsers(int firstOne, int howMany) {
            return new Plays(name, from, length, count, howMany, firstOne, location);
        }

        Plays at(String otherLocation) {
            return new Plays(name, from, length, count, users, firstUser, otherLocation);
        }

        String key() {
            return "log_data/2018/11/2018-11-01-" + name + ".json";
        }
    }

    void put(Plays plays) {
        put(plays, -1);
    }

    /** @param song number of the song that all plays tell; -1 for others in turn */
    void put(Plays plays, int song) {
        StringBuilder lines = new StringBuilder(plays.count() * 300);
        int seed = plays.name().hashCode() & 0xffff;
        for (int play = 0; play < plays.count(); play++) {
            int user = plays.firstUser() + (int) ((play * 7919L + seed * 104729L) % plays.users());
            int told = song < 0 ? play % 9_973 + 10_000_000 : song;
            lines.append("""
                    {"artist":"Artist %d","auth":"Logged In","firstName":"First%d","gender":"F","itemInSession":%d,\
                    "lastName":"Last%d","length":%d.5,"level":"free","location":"%s %d","method":"PUT",\
                    "page":"NextSong","registration":1540919166796.0,"sessionId":%d,"song":"Song %d","status":200,\
                    "ts":%d,"userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:31.0)","userId":"%d"}
                    """.formatted(
                            told % 997,
                            user,
                            play,
                            user,
                            DURATION,
                            plays.location(),
                            user % 50,
                            seed,
                            told,
                            plays.from() + plays.length() * play / plays.count(),
                            user));
        }
        announce(plays.key(), lines);
    }

    /** Many plays, as objects that follow each other in time. */
    void putMany(Plays plays) {
        for (int first = 0; first < plays.count(); first += OBJECT_PLAYS) {
            int count = Math.min(OBJECT_PLAYS, plays.count() - first);
            put(new Plays(
                    plays.name() + "-" + first,
                    plays.from() + plays.length() * first / plays.count(),
                    plays.length() * count / plays.count(),
                    count,
                    Math.min(plays.users(), OBJECT_PLAYS),
                    plays.firstUser() + (plays.users() > OBJECT_PLAYS ? first : 0),
                    plays.location()));
        }
    }

    /** Songs with numbers from {@code first} on, which plays can match. */
    void putSongs(int first, int count) {
        for (int start = 0; start < count; start += OBJECT_SONGS) {
            StringBuilder songs = new StringBuilder();
            for (int song = first + start; song < first + Math.min(count, start + OBJECT_SONGS); song++) {
                songs.append(song(song, "Song " + song));
            }
            announce("song_data/A/many-" + (first + start) + ".json", songs);
        }
    }

    /** An object with one song. @param title without it plays of the song do not match */
    void putSong(int song, String title) {
        announce("song_data/B/one-" + song + ".json", new StringBuilder(song(song, title)));
    }

    private static String song(int song, String title) {
        return """
                {"num_songs":1,"artist_id":"AR%d","artist_latitude":null,"artist_longitude":null,\
                "artist_location":"","artist_name":"Artist %d","song_id":"SO%09d","title":"%s","duration":%d.5,"year":0}
                """.formatted(song % 100_000, song % 997, song, title, DURATION);
    }

    private void announce(String key, StringBuilder content) {
        lake.put(key, content.toString().getBytes(StandardCharsets.UTF_8));
        lake.announce(List.of(key));
    }
}
