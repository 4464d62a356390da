package com.sparkify.etl.silver;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.lessThan;

import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.silver.Lookup.Kind;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** Looks keys up. A result may contain too many places, never too few. */
public final class Lookups {
    private final TableReader tables;

    public Lookups(TableReader tables) {
        this.tables = tables;
    }

    /**
     * Returns start times of plays with one of the song keys, in epoch milliseconds.
     *
     * @param skipped locations of look-up files to ignore
     */
    public Set<Long> playsOf(Collection<SongKey> songKeys, Set<String> skipped) {
        Set<Long> starts = new HashSet<>();
        forEach(
                Kind.PLAYS_OF_SONG,
                hashesOfKeys(songKeys),
                "number",
                skipped,
                alwaysTrue(),
                row -> starts.add(RecordFactory.number(row, "number")));
        return starts;
    }

    /** Returns objects that contained one of the songs. */
    public Set<String> objectsOf(Collection<String> songIds) {
        return texts(Kind.OBJECTS_OF_SONG, KeyHash.ofAll(songIds));
    }

    /** Returns ids of songs that had one of the keys. */
    public Set<String> songsWith(Collection<SongKey> songKeys) {
        return texts(Kind.SONGS_BY_KEY, hashesOfKeys(songKeys));
    }

    /** Returns ids of songs of the artists. */
    public Set<String> songsOf(Collection<String> artistIds) {
        return texts(Kind.SONGS_OF_ARTIST, KeyHash.ofAll(artistIds));
    }

    /**
     * Passes each hour with plays of the users that is earlier than {@code before}, with its user. Hours come in no
     * order, and may come more than once.
     *
     * @param before epoch milliseconds
     */
    public void hoursOf(Collection<String> userIds, long before, ObjLongConsumer<String> hour) {
        Map<Long, String> users = userIds.stream().collect(Collectors.toMap(KeyHash::of, user -> user));
        forEach(Kind.USER_HOURS, users.keySet(), "number", Set.of(), lessThan("number", before), row -> {
            long number = RecordFactory.number(row, "number");
            if (number < before) {
                hour.accept(users.get(RecordFactory.number(row, "hash")), number);
            }
        });
    }

    private Set<String> texts(Kind kind, Set<Long> hashes) {
        Set<String> texts = new HashSet<>();
        forEach(kind, hashes, "text", row -> texts.add(RecordFactory.text(row, "text")));
        return texts;
    }

    private void forEach(Kind kind, Set<Long> hashes, String place, Consumer<Record> entry) {
        forEach(kind, hashes, place, Set.of(), alwaysTrue(), entry);
    }

    private void forEach(
            Kind kind,
            Set<Long> hashes,
            String place,
            Set<String> skipped,
            Expression condition,
            Consumer<Record> entry) {
        if (hashes.isEmpty()) {
            return;
        }
        tables.forEachNotIn(
                skipped,
                LakeTable.LOOKUPS,
                Selection.of("hash", hashes).prunedAlsoBy(Expressions.and(equal("kind", kind.text()), condition)),
                List.of("hash", place),
                entry);
    }

    private static Set<Long> hashesOfKeys(Collection<SongKey> keys) {
        return keys.stream().map(SongKey::hash).collect(Collectors.toSet());
    }
}
