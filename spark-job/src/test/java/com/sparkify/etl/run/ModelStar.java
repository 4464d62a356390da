package com.sparkify.etl.run;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.publish.ModelLeaves.Row;
import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.silver.StoredSong;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.LakeTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One snapshot of each of the star tables, by key. Snapshots are never changed.
 *
 * @param times start times, each with itself
 * @param users each with the last play
 */
record ModelStar(
        Map<Play.NaturalKey, Songplay> songplays,
        Map<Long, Long> times,
        Map<String, Play> users,
        Map<String, Song> songs,
        Map<String, Artist> artists) {
    static final ModelStar EMPTY = new ModelStar(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private static final Comparator<Play> BY_PLACE =
            Comparator.comparingLong(Play::ts).thenComparing(Play::sessionId).thenComparing(Play::itemInSession);
    private static final Comparator<Song> BEST_LAST = Comparator.<Song>comparingInt(
                    song -> song.location() == null ? 0 : 1)
            .thenComparing(Song::year)
            .thenComparing(Song::songId, Comparator.reverseOrder());

    record Songplay(Play.NaturalKey key, String level, String songId, String artistId) {
        String published() {
            return key.text() + " " + level + " " + songId + " " + artistId;
        }
    }

    record Song(String songId, SongKey key, String artistId, int year, String location, String objectKey) {
        static Song of(StoredSong stored) {
            return new Song(
                    stored.songId(),
                    stored.songKey(),
                    stored.artistId(),
                    stored.year(),
                    stored.artistLocation(),
                    stored.objectKey());
        }

        String published() {
            return songId + " " + key.title() + " " + artistId + " " + year;
        }
    }

    record Artist(String artistId, String location) {}

    /** Of two plays of a user the later one; the first of two at the same place. */
    static Play later(Play one, Play two) {
        return two == null || one != null && BY_PLACE.compare(one, two) >= 0 ? one : two;
    }

    static Artist artist(Collection<Song> songs) {
        return songs.stream()
                .max(BEST_LAST)
                .map(song -> new Artist(song.artistId(), song.location()))
                .orElse(null);
    }

    /** What the tables must say if the objects contribute this: told from the contents alone. */
    static ModelStar of(Map<String, ModelVersion> contributions) {
        Map<Play.NaturalKey, StoredPlay> plays = new HashMap<>();
        Map<String, Song> songs = new HashMap<>();
        contributions.keySet().stream().sorted().forEach(key -> {
            contributions
                    .get(key)
                    .storedPlays(key, null)
                    .forEach(play -> plays.put(play.play().naturalKey(), play));
            contributions.get(key).songs().forEach(song -> songs.put(song.songId(), Song.of(song)));
        });
        Map<Play.NaturalKey, Songplay> songplays = new HashMap<>();
        Map<Long, Long> times = new HashMap<>();
        Map<String, Play> users = new HashMap<>();
        plays.forEach((key, stored) -> {
            Song match = songs.values().stream()
                    .filter(song -> song.key().equals(stored.play().songKey()))
                    .min(Comparator.comparing(Song::songId))
                    .orElse(null);
            songplays.put(key, songplay(stored.play(), match));
            times.put(key.ts(), key.ts());
            users.merge(key.userId(), stored.play(), ModelStar::later);
        });
        Map<String, Artist> artists = new HashMap<>();
        songs.values()
                .forEach(song -> artists.computeIfAbsent(
                        song.artistId(),
                        id -> artist(songs.values().stream()
                                .filter(other -> other.artistId().equals(id))
                                .toList())));
        return new ModelStar(songplays, times, users, songs, artists);
    }

    static Songplay songplay(Play play, Song match) {
        return new Songplay(
                play.naturalKey(),
                play.level(),
                match == null ? null : match.songId(),
                match == null ? null : match.artistId());
    }

    /** The rows of a table as they are published. */
    List<Row> rows(LakeTable table) {
        List<Row> rows = new ArrayList<>();
        switch (table) {
            case SONGPLAYS -> songplays.forEach((key, row) -> rows.add(ofTime(key.ts(), key.text(), row.published())));
            case TIME -> times.keySet().forEach(start -> rows.add(ofTime(start, "at " + start, "at " + start)));
            case USERS -> users.forEach((user, play) -> rows.add(Row.of(user, user + " " + play.level())));
            case SONGS -> songs.forEach((id, song) -> rows.add(Row.of(id, song.published())));
            default -> artists.forEach((id, artist) -> rows.add(Row.of(id, id + " " + artist.location())));
        }
        return rows;
    }

    private static Row ofTime(long start, String key, String text) {
        return new Row(Cells.ofTime(start), key, text);
    }

    /** Whether every table has the very same snapshot. */
    boolean isSameSnapshots(ModelStar other) {
        return songplays == other.songplays
                && times == other.times
                && users == other.users
                && songs == other.songs
                && artists == other.artists;
    }

    ModelStar withSongplays(Map<Play.NaturalKey, Songplay> changed) {
        return new ModelStar(changed, times, users, songs, artists);
    }

    ModelStar withTimes(Map<Long, Long> changed) {
        return new ModelStar(songplays, changed, users, songs, artists);
    }

    ModelStar withUsers(Map<String, Play> changed) {
        return new ModelStar(songplays, times, changed, songs, artists);
    }

    ModelStar withSongs(Map<String, Song> changed) {
        return new ModelStar(songplays, times, users, changed, artists);
    }

    ModelStar withArtists(Map<String, Artist> changed) {
        return new ModelStar(songplays, times, users, songs, changed);
    }

    static LongRanges cells(Collection<Long> cells) {
        return LongRanges.covering(cells.stream().mapToLong(Long::longValue).toArray(), 1);
    }
}
