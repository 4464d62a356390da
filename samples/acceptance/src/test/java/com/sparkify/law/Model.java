package com.sparkify.law;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contract as a reference implementation: computes all tables from the readings of the newest acceptable versions.
 * Shares no class with job and launcher, keeps no state, and is independent of the order of arrival.
 */
final class Model {
    private final Map<ModelPlay.Natural, ModelPlay> plays = new HashMap<>();
    private final Map<String, SongRecord> songs = new TreeMap<>(Characters.BY_BYTES);
    private final Rows rows = new Rows();

    private Model() {}

    static Rows tables(Collection<Reading> readings) {
        Model model = new Model();
        for (Reading reading : readings) {
            for (ModelPlay play : reading.plays()) {
                model.plays.merge(play.natural(), play, (one, two) -> two.isAfter(one) ? two : one);
            }
            for (SongRecord song : reading.songs()) {
                model.songs.merge(song.songId(), song, (one, two) -> two.isAfter(one) ? two : one);
            }
            for (ModelRejectedRow row : reading.rejected()) {
                model.rows.add(Table.REJECTED_ROWS, row.key(), row.line(), row.raw(), row.sha256());
            }
        }
        model.songplays();
        model.users();
        model.songs();
        model.artists();
        model.time();
        return model.rows;
    }

    private void songplays() {
        Map<Match, SongRecord> byMatch = new HashMap<>();
        // In the order of song_id: the smallest candidate comes first and stays.
        songs.values().forEach(song -> Match.of(song).ifPresent(match -> byMatch.putIfAbsent(match, song)));
        for (ModelPlay play : plays.values()) {
            SongRecord song = Match.of(play).map(byMatch::get).orElse(null);
            OffsetDateTime time = utc(play.natural().ts());
            rows.add(
                    Table.SONGPLAYS,
                    play.natural().songplayId(),
                    Rows.time(play.natural().ts()),
                    play.natural().userId(),
                    play.fields().text("level"),
                    song == null ? null : song.songId(),
                    song == null ? null : song.artistId(),
                    play.natural().sessionId(),
                    play.fields().text("location"),
                    play.fields().text("userAgent"),
                    time.getYear(),
                    time.getMonthValue());
        }
    }

    private void users() {
        Comparator<ModelPlay> order = Comparator.<ModelPlay>comparingLong(
                        play -> play.natural().ts())
                .thenComparingLong(play -> play.natural().sessionId())
                .thenComparingLong(play -> play.natural().itemInSession());
        Map<String, ModelPlay> last = new HashMap<>();
        for (ModelPlay play : plays.values()) {
            last.merge(play.natural().userId(), play, (one, two) -> order.compare(two, one) > 0 ? two : one);
        }
        last.forEach((userId, play) -> rows.add(
                Table.USERS,
                userId,
                play.fields().text("firstName"),
                play.fields().text("lastName"),
                play.fields().text("gender"),
                play.fields().text("level")));
    }

    private void songs() {
        for (SongRecord song : songs.values()) {
            rows.add(
                    Table.SONGS,
                    song.songId(),
                    song.fields().text("title"),
                    song.artistId(),
                    song.year(),
                    number(song, "duration"));
        }
    }

    private void artists() {
        Comparator<SongRecord> better = Comparator.comparingInt(SongRecord::artistAttributes)
                .thenComparing(SongRecord::year, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(SongRecord::songId, Characters.BY_BYTES.reversed());
        Map<String, SongRecord> best = new HashMap<>();
        for (SongRecord song : songs.values()) {
            best.merge(song.artistId(), song, (one, two) -> better.compare(two, one) > 0 ? two : one);
        }
        best.forEach((artistId, song) -> rows.add(
                Table.ARTISTS,
                artistId,
                song.fields().text("artist_name"),
                song.fields().text("artist_location"),
                number(song, "artist_latitude"),
                number(song, "artist_longitude")));
    }

    private void time() {
        plays.keySet().stream().mapToLong(ModelPlay.Natural::ts).distinct().forEach(ts -> {
            OffsetDateTime time = utc(ts);
            rows.add(
                    Table.TIME,
                    Rows.time(ts),
                    time.getHour(),
                    time.getDayOfMonth(),
                    time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                    time.getMonthValue(),
                    time.getYear(),
                    time.getDayOfWeek().getValue());
        });
    }

    private static Double number(SongRecord song, String name) {
        String text = song.fields().number(name);
        return text == null ? null : Double.valueOf(text);
    }

    private static OffsetDateTime utc(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
