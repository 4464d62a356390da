package com.sparkify.law;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Counts the hard cases of songs and artists between two states of the objects. */
final class SongCases {
    private final Map<String, Reading> before;
    private final Map<String, Reading> after;
    private final Map<String, SongRecord> songsBefore;
    private final Map<String, SongRecord> songsAfter;
    private final Map<String, Set<List<String>>> variants = new HashMap<>();

    private SongCases(Map<String, Reading> before, Map<String, Reading> after) {
        this.before = before;
        this.after = after;
        this.songsBefore = songs(before);
        this.songsAfter = songs(after);
        songsAfter
                .values()
                .forEach(song -> variants.computeIfAbsent(song.artistId(), none -> new HashSet<>())
                        .add(artist(song)));
    }

    static Map<String, Long> between(
            Map<String, Reading> before, Map<String, Reading> after, Rows rowsBefore, Rows rowsAfter) {
        SongCases cases = new SongCases(before, after);
        return Map.of(
                "song_id in two objects", cases.copies(),
                "song falls back to another object", cases.fallBacks(),
                "winner of a song_id changes artist and title", cases.changedWinners(),
                "songs disagree on their artist",
                        cases.variants.values().stream()
                                .filter(all -> all.size() > 1)
                                .count(),
                "best song of an artist goes", cases.bestGone(),
                "late song is matched", cases.lateSongs(rowsBefore, rowsAfter),
                "song stops matching", cases.lostSongs(rowsBefore, rowsAfter));
    }

    private long copies() {
        Map<String, Set<String>> holders = new HashMap<>();
        after.values()
                .forEach(reading -> reading.songs()
                        .forEach(song -> holders.computeIfAbsent(song.songId(), none -> new HashSet<>())
                                .add(song.key())));
        return holders.values().stream().filter(keys -> keys.size() > 1).count();
    }

    private long fallBacks() {
        return songsBefore.values().stream()
                .filter(song -> songsAfter.containsKey(song.songId()))
                .filter(song -> Characters.BY_BYTES.compare(
                                songsAfter.get(song.songId()).key(), song.key())
                        < 0)
                .count();
    }

    private long changedWinners() {
        return songsBefore.values().stream()
                .filter(song -> songsAfter.containsKey(song.songId()))
                .filter(song -> {
                    SongRecord now = songsAfter.get(song.songId());
                    return !now.key().equals(song.key())
                            && !now.artistId().equals(song.artistId())
                            && !Objects.equals(
                                    now.fields().text("title"), song.fields().text("title"));
                })
                .count();
    }

    private long bestGone() {
        return best(songsBefore).values().stream()
                .filter(song -> variants.containsKey(song.artistId()))
                .filter(song -> !variants.get(song.artistId()).contains(artist(song)))
                .count();
    }

    /** Plays whose object did not change, and which have a song only now. */
    private long lateSongs(Rows was, Rows is) {
        return PlayCases.winners(before).entrySet().stream()
                .filter(play -> after.get(play.getValue().key())
                        == before.get(play.getValue().key()))
                .map(play -> play.getKey().songplayId())
                .filter(id -> songOf(id, was) == null && songOf(id, is) != null)
                .count();
    }

    /** Plays whose object did not change, and which have no song any more. */
    private long lostSongs(Rows was, Rows is) {
        return PlayCases.winners(before).entrySet().stream()
                .filter(play -> after.get(play.getValue().key())
                        == before.get(play.getValue().key()))
                .map(play -> play.getKey().songplayId())
                .filter(id -> songOf(id, was) != null)
                .filter(id -> is.tables().get(Table.SONGPLAYS).containsKey(id) && songOf(id, is) == null)
                .count();
    }

    private static String songOf(String songplayId, Rows rows) {
        List<List<String>> found = rows.tables().get(Table.SONGPLAYS).get(songplayId);
        return found == null ? null : found.get(0).get(Table.SONGPLAYS.names().indexOf("song_id"));
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
}
