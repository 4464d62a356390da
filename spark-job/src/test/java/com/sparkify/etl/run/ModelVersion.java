package com.sparkify.etl.run;

import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.silver.StoredSong;
import com.sparkify.etl.source.Play;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What one version of an object tells: a few plays and songs of a world so small that objects often tell the same.
 *
 * @param songs copies without a batch
 * @param rejected how many bad rows it has
 */
record ModelVersion(List<Play> plays, List<StoredSong> songs, int rejected, Fault fault) {
    /** What reading a version does to a run. */
    enum Fault {
        NONE,
        UNREADABLE,
        /** The run dies somewhere in the batch. */
        FATAL,
        /** The batch fails in good order. */
        BRITTLE
    }

    static final ModelVersion UNREADABLE = new ModelVersion(List.of(), List.of(), 0, Fault.UNREADABLE);

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** Two in one minute, two more in its hour, three more hours, and another day. */
    private static final long[] STARTS = {0, 1_000, 60_000, HOUR, 5 * HOUR, 9 * HOUR, DAY, DAY + 10 * HOUR};

    private static final String[] TITLES = {"one", "two", "three"};
    private static final String[] USERS = {"ann", "ann", "bob", "eve"};

    static ModelVersion ofLog(Random random, Fault fault) {
        List<Play> plays = new ArrayList<>();
        for (int line = random.nextInt(6); line > 0; line--) {
            int slot = random.nextInt(USERS.length);
            String song = random.nextInt(3) == 0 ? null : TITLES[random.nextInt(TITLES.length)];
            plays.add(new Play(
                    STARTS[random.nextInt(STARTS.length)],
                    USERS[slot],
                    slot,
                    1,
                    random.nextBoolean() ? "free" : "paid",
                    null,
                    null,
                    null,
                    null,
                    null,
                    song,
                    "artist",
                    "1"));
        }
        return new ModelVersion(plays, List.of(), random.nextInt(4) == 0 ? 1 : 0, fault);
    }

    static ModelVersion ofSongs(String key, Random random, Fault fault) {
        List<StoredSong> songs = IntStream.rangeClosed(1, random.nextInt(3))
                .mapToObj(line -> new StoredSong(
                        key,
                        line,
                        "S" + random.nextInt(3),
                        TITLES[random.nextInt(TITLES.length)],
                        "A" + random.nextInt(2),
                        random.nextInt(2),
                        1.0,
                        "1",
                        "artist",
                        random.nextBoolean() ? null : "L" + random.nextInt(2),
                        null,
                        null,
                        null))
                .toList();
        return new ModelVersion(List.of(), songs, random.nextInt(4) == 0 ? 1 : 0, fault);
    }

    List<StoredPlay> storedPlays(String key, String batchId) {
        List<StoredPlay> stored = new ArrayList<>();
        plays.forEach(play -> stored.add(new StoredPlay(key, stored.size() + 1, batchId, play)));
        return stored;
    }

    List<StoredSong> storedSongs(String batchId) {
        return songs.stream().map(song -> in(batchId, song)).toList();
    }

    private static StoredSong in(String batchId, StoredSong song) {
        return new StoredSong(
                song.objectKey(),
                song.line(),
                song.songId(),
                song.title(),
                song.artistId(),
                song.year(),
                song.duration(),
                song.length(),
                song.artistName(),
                song.artistLocation(),
                song.artistLatitude(),
                song.artistLongitude(),
                batchId);
    }

    /** Whether a play of this version has another minute in the later one. */
    boolean movesAPlayIn(ModelVersion later) {
        return plays.stream()
                .anyMatch(play -> later.plays().stream()
                                .anyMatch(other -> other.sessionId() == play.sessionId()
                                        && other.ts() / 60_000 != play.ts() / 60_000)
                        && later.plays().stream()
                                .noneMatch(other -> other.naturalKey().equals(play.naturalKey())));
    }

    /** Short, for traces. */
    @Override
    public String toString() {
        String told = plays.stream()
                        .map(play -> play.naturalKey().text() + " " + play.level() + " " + play.song())
                        .toList()
                + " "
                + songs.stream()
                        .map(song -> song.songId() + " " + song.title() + " " + song.artistId())
                        .toList();
        return fault + " " + told + " " + rejected;
    }
}
