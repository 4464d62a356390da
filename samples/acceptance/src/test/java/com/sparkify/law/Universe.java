package com.sparkify.law;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users, sessions, songs and artists of a schedule: so few that versions of objects often overlap, conflict and
 * match.
 */
final class Universe {
    private static final long[] DAYS = {17_836, 17_837, 17_838, 17_896, 0, 17_839, 17_840, 17_841, 17_842, 17_987};
    /** Days shared by all plays; each other day belongs to a scene. */
    private static final int SHARED_DAYS = 5;

    private static final List<String> TITLES = List.of("T1", "Übung", "T\\\"3", "T4 \uD83C\uDFA7");
    private static final List<String> NAMES = List.of("N1", "N 2", "N\\t3");
    private static final List<String> LENGTHS = List.of("200", "200.0", "199.999995", "3.1e2", "310.000001");
    private static final List<String> LEVELS = List.of("\"free\"", "\"paid\"", "\"trial\"", "null", "7");

    private final SplittableRandom random;

    Universe(SplittableRandom random) {
        this.random = random;
    }

    /** A play of the small pool, as the fields of a JSON object. */
    String play() {
        return play(random.nextInt(1, 5), random.nextInt(SHARED_DAYS), random.nextInt(8), pick(LEVELS), track());
    }

    /** A play that comes after all others of the user, so that it decides what the user is. */
    String lastPlay(int user, String level) {
        return play(user, 3, 8, level, track());
    }

    /** Natural key and time follow from user, day and number: the same arguments are the same play. */
    String play(int user, int day, int number, String level, String track) {
        long ts = DAYS[day] * 86_400_000 + number / 2 * 7_200_000L + 796;
        return String.format(
                "\"page\":\"NextSong\",\"ts\":%d,\"sessionId\":%d,\"itemInSession\":%d,\"userId\":\"%d\",\"level\":%s,"
                        + "\"firstName\":\"F%d\",\"gender\":%s,\"location\":\"L%d\",\"userAgent\":\"\\\"M\\/5\\\"\",%s",
                ts,
                day * 10 + user,
                number,
                user,
                level,
                random.nextInt(3),
                random.nextBoolean() ? "\"F\"" : "null",
                random.nextInt(3),
                track);
    }

    /** The same item of the same session at a later time. */
    static String later(String play, long millis) {
        Matcher ts = Pattern.compile("\"ts\":(\\d+)").matcher(play);
        return ts.replaceFirst(found -> "\"ts\":" + (Long.parseLong(found.group(1)) + millis));
    }

    /** What a play tells of the song that {@link #ownSong} with the same ending describes. */
    static String ownTrack(String ending) {
        return "\"song\":\"Own%s\",\"artist\":\"Own artist\",\"length\":123.45".formatted(ending);
    }

    /** A song whose title no other record has. */
    static String ownSong(int song, int artist, String ending) {
        return ("{\"song_id\":\"S%d\",\"artist_id\":\"A%d\",\"title\":\"Own%s\",\"artist_name\":\"Own artist\","
                        + "\"duration\":123.45,\"year\":1999}")
                .formatted(song, artist, ending);
    }

    private String track() {
        return track(random.nextInt(6));
    }

    /** What a play tells of its song; 0 to 2 can be found in the catalogue of {@link #song}. */
    String track(int number) {
        return number > 3
                ? "\"song\":null"
                : String.format(
                        "\"song\":\"%s\",\"artist\":\"%s\",\"length\":%s",
                        TITLES.get(number % TITLES.size()), NAMES.get(number % NAMES.size()), LENGTHS.get(number));
    }

    /** A record of one of the few songs. */
    String song() {
        return song(random.nextInt(1, 7), random.nextInt(1, 4), random.nextInt(4));
    }

    String song(int song, int artist, int track) {
        return String.format(
                "{\"song_id\":\"S%d\",\"artist_id\":\"A%d\",\"title\":\"%s\",\"artist_name\":\"%s\",\"duration\":%s,"
                        + "\"year\":%d,\"artist_location\":%s,\"artist_latitude\":%s,\"artist_longitude\":null}",
                song,
                artist,
                TITLES.get(track % TITLES.size()),
                NAMES.get(track % NAMES.size()),
                LENGTHS.get(track),
                random.nextInt(3) * 1000,
                pick(List.of("null", "\"\"", "\"X\"", "\"Y\"")),
                pick(List.of("null", "0.0", "-12.5")));
    }

    /** A record that says everything of its artist, hence is the one to believe. */
    String fullSong(int song, int artist, int track) {
        return song(song, artist, track)
                .replaceFirst("\"artist_location\":[^,]*", "\"artist_location\":\"full " + song + "\"")
                .replaceFirst("\"artist_latitude\":[^,]*", "\"artist_latitude\":1.5")
                .replace("\"artist_longitude\":null", "\"artist_longitude\":2.5");
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
