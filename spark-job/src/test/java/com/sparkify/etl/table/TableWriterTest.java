package com.sparkify.etl.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableWriterTest {
    private final LakeTables tables = LakeTables.open(InMemoryLake.catalog());

    private FileChanges artist(String id) {
        RecordFactory rows = RecordFactory.of(tables.get(LakeTable.ARTISTS), List.of("artist_id", "name"));
        try (RecordFiles files = new RecordFiles(tables.get(LakeTable.ARTISTS))) {
            files.write(rows.row(id, "name of " + id));
            return new FileChanges(files.complete(), List.of());
        }
    }

    private FileChanges delete(String id) {
        EqualityDeletes deletes = new EqualityDeletes(tables.get(LakeTable.ARTISTS), List.of("artist_id"));
        return new FileChanges(List.of(), deletes.write(List.of(deletes.key(id))));
    }

    private List<String> artists() {
        return new TableReader(tables)
                .list(
                        LakeTable.ARTISTS,
                        Selection.ALL,
                        List.of("artist_id"),
                        row -> RecordFactory.text(row, "artist_id"));
    }

    @Test
    void aRowIsReplacedInOneCommit() {
        TableWriter writer = new TableWriter(tables, "run", () -> {});
        writer.commit(LakeTable.ARTISTS, artist("a"));
        writer.commit(LakeTable.ARTISTS, delete("a").and(artist("a")).and(artist("b")));
        assertThat(artists()).containsExactlyInAnyOrder("a", "b");
        writer.commit(LakeTable.ARTISTS, delete("a"));
        assertThat(artists()).containsExactly("b");
    }

    @Test
    void aRunThatSleptThroughItsLeaseAddsNothing() {
        TableWriter other = new TableWriter(tables, "other", () -> {});
        other.commit(LakeTable.ARTISTS, artist("a"));
        // between its look at the lease and its commit another run commits
        TableWriter sleeper = new TableWriter(tables, "sleeper", () -> other.commit(LakeTable.ARTISTS, artist("b")));
        assertThatThrownBy(() -> sleeper.commit(LakeTable.ARTISTS, artist("c")))
                .hasMessageContaining("Found conflicting files");
        assertThat(artists()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whoLostTheLeaseCommitsNothing() {
        TableWriter writer = new TableWriter(tables, "run", () -> {
            throw new IllegalStateException("lost");
        });
        assertThatThrownBy(() -> writer.commit(LakeTable.ARTISTS, artist("a"))).hasMessage("lost");
        assertThat(artists()).isEmpty();
    }
}
