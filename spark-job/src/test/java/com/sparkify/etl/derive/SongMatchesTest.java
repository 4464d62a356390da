package com.sparkify.etl.derive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.derive.SongMatches.Found;
import com.sparkify.etl.derive.SongMatches.Match;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.InMemoryLake;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

class SongMatchesTest {
    private static final SongKey ONE = new SongKey("one", "artist", "1");
    private static final SongKey TWO = new SongKey("two", "artist", "1");
    private static final SongKey UNKNOWN = new SongKey("three", "artist", "1");

    private final LakeTables tables = LakeTables.open(InMemoryLake.catalog());
    private final SongMatches matches = new SongMatches(new TableReader(tables));

    @Test
    void theSmallestIdOfEachKey() {
        write(ONE, "SO2");
        write(ONE, "SO1");
        write(TWO, "SO3");
        assertThat(matches.find(Set.of(ONE, TWO, UNKNOWN)).matches())
                .isEqualTo(Map.of(ONE, new Match("SO1", "AR"), TWO, new Match("SO3", "AR")));
    }

    @Test
    void whatWasFoundIsNotLookedUpAgain() {
        Found found = matches.find(Set.of(ONE, UNKNOWN));
        write(ONE, "SO1");
        write(TWO, "SO3");
        write(UNKNOWN, "SO4");
        assertThat(matches.of(Set.of(ONE, TWO), found)).isEqualTo(Map.of(TWO, new Match("SO3", "AR")));
        assertThat(matches.of(Set.of(UNKNOWN), Found.NONE)).isEqualTo(Map.of(UNKNOWN, new Match("SO4", "AR")));
    }

    private void write(SongKey key, String id) {
        commit(LakeTable.LOOKUPS, List.of("kind", "hash", "number", "text"), "songs_by_key", key.hash(), 0L, id);
        commit(
                LakeTable.SONGS,
                List.of("song_id", "title", "artist_id", "length", "artist_name", "key_hash"),
                id,
                key.title(),
                "AR",
                key.length(),
                key.artist(),
                KeyHash.of(id));
    }

    private void commit(LakeTable name, List<String> columns, Object... values) {
        Table table = tables.get(name);
        try (RecordFiles files = new RecordFiles(table)) {
            files.write(RecordFactory.of(table, columns).row(values));
            new TableWriter(tables, "run", () -> {}).commit(name, new FileChanges(files.complete(), List.of()));
        }
    }
}
