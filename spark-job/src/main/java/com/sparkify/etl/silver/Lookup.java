package com.sparkify.etl.silver;

import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.Utf8Order;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.RecordFactory;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * An entry of the look-up table, which maps a key to a place in another table. Entries are added before a batch is
 * booked and outlive the rows that they describe, so a look-up may return places without matching rows.
 *
 * @param hash hash of the key
 * @param number the place, if it is numeric, else 0
 * @param text the place, if it is a text, else empty
 */
public record Lookup(Kind kind, long hash, long number, String text) {
    /** Sort order of entries of one kind. */
    static final Comparator<Lookup> CLUSTERED = Lookup::compare;

    private static final List<String> COLUMNS = List.of("kind", "hash", "number", "text");
    private static final long HOUR = 3_600_000;

    /** Key and target of an entry. */
    public enum Kind {
        /** User → hours with plays, in epoch milliseconds. */
        USER_HOURS("user_hours"),
        /** Song key → start times of the plays with that song. */
        PLAYS_OF_SONG("plays_of_song"),
        /** Song id → objects that contain the song. */
        OBJECTS_OF_SONG("objects_of_song"),
        /** Song key → ids of songs that had the key. */
        SONGS_BY_KEY("songs_by_key"),
        /** Artist id → ids of the artist's songs. */
        SONGS_OF_ARTIST("songs_of_artist");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private static int compare(Lookup one, Lookup other) {
        int order = Long.compare(one.hash, other.hash);
        if (order == 0) {
            order = Long.compare(one.number, other.number);
        }
        return order == 0 ? Utf8Order.BY_BYTES.compare(one.text, other.text) : order;
    }

    static List<Lookup> of(Play play) {
        Lookup user = new Lookup(Kind.USER_HOURS, KeyHash.of(play.userId()), play.ts() / HOUR * HOUR, "");
        SongKey songKey = play.songKey();
        return songKey == null
                ? List.of(user)
                : List.of(user, new Lookup(Kind.PLAYS_OF_SONG, songKey.hash(), play.ts(), ""));
    }

    static List<Lookup> of(StoredSong song) {
        Lookup objects = new Lookup(Kind.OBJECTS_OF_SONG, KeyHash.of(song.songId()), 0, song.objectKey());
        Lookup artist = new Lookup(Kind.SONGS_OF_ARTIST, KeyHash.of(song.artistId()), 0, song.songId());
        SongKey songKey = song.songKey();
        return songKey == null
                ? List.of(objects, artist)
                : List.of(objects, artist, new Lookup(Kind.SONGS_BY_KEY, songKey.hash(), 0, song.songId()));
    }

    static RecordFactory rows(Table table) {
        return RecordFactory.of(table, COLUMNS);
    }

    Record row(RecordFactory rows) {
        return rows.row(kind.text(), hash, number, text);
    }
}
