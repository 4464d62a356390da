package com.sparkify.law;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the hard cases that really occurred between two states: seen in what the objects contribute and in the tables,
 * not believed of the scenes that were to bring them about.
 */
final class HardCases {
    private final Map<String, Long> counts = new TreeMap<>();

    Map<String, Long> counts() {
        return counts;
    }

    void observe(Map<String, Reading> before, Map<String, Reading> after) {
        Rows rowsBefore = Model.tables(before.values());
        Rows rowsAfter = Model.tables(after.values());
        plays(before, after);
        songs(before, after);
        add("user falls back to an earlier play", fallBacks(before, after));
        add("late song is matched", lateSongs(before, after, rowsBefore, rowsAfter));
        Set<String> times = new HashSet<>(rowsBefore.tables().get(Table.TIME).keySet());
        times.removeAll(rowsAfter.tables().get(Table.TIME).keySet());
        add("time row goes", times.size());
        before.forEach((key, reading) -> {
            boolean isCleared = !reading.rejected().isEmpty()
                    && after.containsKey(key)
                    && after.get(key).rejected().isEmpty();
            add("rejected rows are cleared", isCleared ? 1 : 0);
        });
    }

    /** What only the whole history of a schedule shows. */
    void observe(World world) {
        add("version comes back (A, B, A)", world.returns());
        add("unreadable version upon a good one", world.refused());
        add("object is retracted", world.retracted());
    }

    private void add(String name, long count) {
        counts.merge(name, count, Long::sum);
    }

    private void plays(Map<String, Reading> before, Map<String, Reading> after) {
        Map<Play.Natural, Play> winnersAfter = winners(after);
        Map<Play.Natural, Set<String>> holders = new HashMap<>();
        after.values()
                .forEach(reading -> reading.plays()
                        .forEach(play -> holders.computeIfAbsent(play.natural(), none -> new HashSet<>())
                                .add(play.key())));
        add(
                "play in two objects",
                holders.values().stream().filter(keys -> keys.size() > 1).count());
        long next = winners(before).entrySet().stream()
                .filter(was -> winnersAfter.containsKey(was.getKey()))
                .filter(was ->
                        !holders.get(was.getKey()).contains(was.getValue().key()))
                .count();
        add("winning copy goes and the next stands", next);
    }

    private void songs(Map<String, Reading> before, Map<String, Reading> after) {
        Map<String, SongRecord> songsBefore = songs(before);
        Map<String, SongRecord> songsAfter = songs(after);
        Map<String, Set<String>> holders = new HashMap<>();
        after.values()
                .forEach(reading -> reading.songs()
                        .forEach(song -> holders.computeIfAbsent(song.songId(), none -> new HashSet<>())
                                .add(song.key())));
        add(
                "song_id in two objects",
                holders.values().stream().filter(keys -> keys.size() > 1).count());
        add(
                "song falls back to another object",
                songsBefore.values().stream()
                        .filter(song -> songsAfter.containsKey(song.songId()))
                        .filter(song -> Characters.BY_BYTES.compare(
                                        songsAfter.get(song.songId()).key(), song.key())
                                < 0)
                        .count());
        Map<String, Set<List<String>>> variants = new HashMap<>();
        songsAfter
                .values()
                .forEach(song -> variants.computeIfAbsent(song.artistId(), none -> new HashSet<>())
                        .add(artist(song)));
        add(
                "songs disagree on their artist",
                variants.values().stream().filter(all -> all.size() > 1).count());
        Map<String, SongRecord> best = best(songsBefore);
        add(
                "best song of an artist goes",
                best.values().stream()
                        .filter(song -> variants.containsKey(song.artistId()))
                        .filter(song -> !variants.get(song.artistId()).contains(artist(song)))
                        .count());
    }

    private static Map<Play.Natural, Play> winners(Map<String, Reading> readings) {
        Map<Play.Natural, Play> winners = new HashMap<>();
        readings.values()
                .forEach(reading -> reading.plays()
                        .forEach(play ->
                                winners.merge(play.natural(), play, (one, two) -> two.isAfter(one) ? two : one)));
        return winners;
    }

    private static Map<String, SongRecord> songs(Map<String, Reading> readings) {
        Map<String, SongRecord> winners = new HashMap<>();
        readings.values()
                .forEach(reading -> reading.songs()
                        .forEach(song ->
                                winners.merge(song.songId(), song, (one, two) -> two.isAfter(one) ? two : one)));
        return winners;
    }

    private static Map<String, SongRecord> best(Map<String, SongRecord> songs) {
        Map<String, SongRecord> best = new HashMap<>();
        songs.values()
                .forEach(song -> best.merge(
                        song.artistId(),
                        song,
                        (one, two) -> two.artistAttributes() > one.artistAttributes() ? two : one));
        return best;
    }

    private static List<String> artist(SongRecord song) {
        return List.of(
                String.valueOf(song.fields().text("artist_name")),
                String.valueOf(song.fields().text("artist_location")),
                String.valueOf(song.fields().number("artist_latitude")),
                String.valueOf(song.fields().number("artist_longitude")));
    }

    private static long fallBacks(Map<String, Reading> before, Map<String, Reading> after) {
        Map<String, Play.Natural> was = lastPlays(before);
        Map<String, Play.Natural> is = lastPlays(after);
        return was.entrySet().stream()
                .filter(user -> is.containsKey(user.getKey()))
                .filter(user -> ORDER.compare(is.get(user.getKey()), user.getValue()) < 0)
                .count();
    }

    private static final Comparator<Play.Natural> ORDER = Comparator.comparingLong(Play.Natural::ts)
            .thenComparingLong(Play.Natural::sessionId)
            .thenComparingLong(Play.Natural::itemInSession);

    private static Map<String, Play.Natural> lastPlays(Map<String, Reading> readings) {
        Map<String, Play.Natural> last = new HashMap<>();
        winners(readings)
                .keySet()
                .forEach(play ->
                        last.merge(play.userId(), play, (one, two) -> ORDER.compare(two, one) > 0 ? two : one));
        return last;
    }

    /** Plays whose object did not change, and which have a song only now. */
    private static long lateSongs(Map<String, Reading> before, Map<String, Reading> after, Rows was, Rows is) {
        int songId = Table.SONGPLAYS.names().indexOf("song_id");
        return winners(before).entrySet().stream()
                .filter(play -> after.get(play.getValue().key())
                        == before.get(play.getValue().key()))
                .map(play -> play.getKey().songplayId())
                .filter(id -> was.tables().get(Table.SONGPLAYS).get(id).get(0).get(songId) == null)
                .filter(id -> is.tables().get(Table.SONGPLAYS).containsKey(id))
                .filter(id -> is.tables().get(Table.SONGPLAYS).get(id).get(0).get(songId) != null)
                .count();
    }
}
