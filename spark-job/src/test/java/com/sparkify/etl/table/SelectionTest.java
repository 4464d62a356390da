package com.sparkify.etl.table;

import static org.apache.iceberg.expressions.Expressions.equal;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.key.LongRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

/** A selection passes the rows that a full read passes, filtered. */
class SelectionTest {
    private static final List<String> SONG =
            List.of("song_id", "title", "artist_id", "year", "duration", "artist_latitude", "key_hash");
    private static final List<String> TIME = List.of("start_time", "hour", "weekday");

    private final Catalog catalog = InMemoryLake.catalog();
    private final LakeTables tables = LakeTables.open(catalog);
    private final TableReader reader = new TableReader(tables);
    private final TableWriter writer = new TableWriter(tables, "run", () -> {});
    private final Random random = new Random(11);

    @Test
    void numbersOfRowsWithNullsAndDeletes() {
        for (int file = 0; file < 3; file++) {
            writeSongs(30_000);
        }
        List<Long> some = LongStream.generate(() -> random.nextInt(100_000))
                .limit(300)
                .boxed()
                .toList();
        List<Long> many = LongStream.generate(() -> random.nextInt(100_000))
                .limit(3_000)
                .boxed()
                .toList();

        isFiltered(SONG, Selection.of("key_hash", some), hashIn(some));
        isFiltered(SONG, Selection.of("key_hash", many), hashIn(many));
        isFiltered(List.of("title"), Selection.of("key_hash", some), hashIn(some));
        assertThat(read(Selection.of("key_hash", List.of()), SONG, row -> true, SONG))
                .isEmpty();
        isFiltered(
                SONG,
                Selection.within("key_hash", LongRanges.of(500, 600).union(LongRanges.of(70_000, 70_001))),
                row -> row.getField("key_hash") instanceof Long hash && (hash >= 500 && hash < 600 || hash == 70_000));
        isFiltered(SONG, Selection.within("key_hash", LongRanges.ALL), row -> row.getField("key_hash") != null);
    }

    /** More keys than a file has row groups. */
    @Test
    void theRowsOfManyKeys() {
        Table table = tables.get(LakeTable.SONGS);
        List<String> columns = List.of("song_id", "key_hash");
        RecordFactory rows = RecordFactory.of(table, columns);
        for (int commit = 0; commit < 3; commit++) {
            try (RecordFiles files = new RecordFiles(table)) {
                for (long hash = commit; hash < 300_000; hash += 3) {
                    files.write(rows.row("SO" + random.nextLong(), hash));
                }
                writer.commit(LakeTable.SONGS, new FileChanges(files.complete(), List.of()));
            }
        }
        Set<Long> hashes =
                Stream.generate(() -> (long) random.nextInt(400_000)).limit(500).collect(Collectors.toSet());

        List<Long> found = new ArrayList<>();
        reader.forEachNewest(
                LakeTable.SONGS, "key_hash", hashes, columns, row -> found.add(RecordFactory.number(row, "key_hash")));
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        hashes.stream().filter(hash -> hash < 300_000).toList());
    }

    @Test
    void aPartitionIsPrunedBesides() {
        Table table = tables.get(LakeTable.LOOKUPS);
        List<String> columns = List.of("kind", "hash", "text");
        RecordFactory rows = RecordFactory.of(table, columns);
        try (RecordFiles files = new RecordFiles(table)) {
            for (long hash = 0; hash < 100; hash++) {
                files.write(rows.row("songs_by_key", hash, "song " + hash));
                files.write(rows.row("songs_of_artist", hash, "artist's " + hash));
            }
            writer.commit(LakeTable.LOOKUPS, new FileChanges(files.complete(), List.of()));
        }

        Selection some = Selection.of("hash", List.of(7L, 8L, 100L)).prunedAlsoBy(equal("kind", "songs_by_key"));
        assertThat(reader.list(
                        LakeTable.LOOKUPS, some, columns, row -> row.getField("kind") + ": " + row.getField("text")))
                .containsExactlyInAnyOrder("songs_by_key: song 7", "songs_by_key: song 8");
    }

    /** Others are read by Iceberg's own reader, and filtered. */
    @Test
    void theColumnsOfAllTablesAreReadSelectively() {
        for (LakeTable name : LakeTable.values()) {
            Schema schema = name.schema();
            for (NestedField column : schema.columns()) {
                boolean isLong =
                        column.type().typeId() == TypeID.LONG || column.type().typeId() == TypeID.TIMESTAMP;
                Selection selection = Selection.of(column.name(), List.of(1L));
                assertThat(isReadSelectively(schema, Map.of(), selection))
                        .as(name + "." + column.name())
                        .isEqualTo(isLong);
                assertThat(isReadSelectively(schema, Map.of(column.fieldId(), 1L), selection))
                        .isFalse();
            }
        }
        Schema withPosition =
                new Schema(NestedField.optional(1, "key_hash", LongType.get()), MetadataColumns.ROW_POSITION);
        assertThat(isReadSelectively(withPosition, Map.of(), Selection.of("key_hash", List.of(1L))))
                .isFalse();
    }

    private static boolean isReadSelectively(Schema schema, Map<Integer, ?> constants, Selection selection) {
        Schema stored = new Schema(schema.columns().stream()
                .filter(column -> !MetadataColumns.isMetadataColumn(column.fieldId()))
                .toList());
        return SelectedRowReader.of(schema, ParquetSchemaUtil.convert(stored, "table"), constants, selection)
                .isPresent();
    }

    /** Row groups without a selected row, with one among many others, and with null keys, one after the other. */
    @Test
    void rowsFarApartInAFileOfManyRowGroups() {
        Table table = tables.get(LakeTable.SONGS);
        RecordFactory rows = RecordFactory.of(table, SONG);
        try (RecordFiles files = new RecordFiles(table)) {
            for (int i = 0; i < 100_000; i++) {
                Long hash = i < 5_000 || i % 10 == 0 ? null : Long.valueOf(3L * i);
                files.write(rows.row("SO" + i, nullOr("Title " + i), "AR" + random.nextLong(), i, null, i / 7.0, hash));
            }
            writer.commit(LakeTable.SONGS, new FileChanges(files.complete(), List.of()));
        }

        List<Long> some = new ArrayList<>(List.of(3L * 5_001, 3L * 5_002, 3L * 47_111, 3L * 99_999));
        isFiltered(SONG, Selection.of("key_hash", some), hashIn(some));
        // between the keys of each row group
        LongStream.range(0, 3_000).forEach(i -> some.add(90 * i + 1));
        isFiltered(SONG, Selection.of("key_hash", some), hashIn(some));
        isFiltered(
                SONG,
                Selection.within("key_hash", LongRanges.of(3L * 20_001, 3L * 70_001)),
                row -> row.getField("key_hash") instanceof Long hash && hash >= 60_003 && hash < 210_003);
    }

    @Test
    void columnsThatOlderFilesLack() {
        writeSongs(1_000);
        Table table = tables.get(LakeTable.SONGS);
        table.updateSchema().addColumn("later", Types.StringType.get()).commit();
        List<Long> all = LongStream.range(0, 50_000).boxed().toList();

        List<String> columns = new ArrayList<>(SONG);
        columns.add(0, "later");
        RecordFactory rows = RecordFactory.of(table, List.of("song_id", "later", "key_hash"));
        try (RecordFiles files = new RecordFiles(table)) {
            files.write(rows.row("new", "later", 1L));
            writer.commit(LakeTable.SONGS, new FileChanges(files.complete(), List.of()));
        }
        isFiltered(columns, Selection.of("key_hash", all), hashIn(all));
    }

    @Test
    void startTimes() {
        Table table = tables.get(LakeTable.TIME);
        RecordFactory rows = RecordFactory.of(table, TIME);
        long[] starts = LongStream.range(-5, 5).map(i -> i * 3_600_000 * 7).toArray();
        try (RecordFiles files = new RecordFiles(table)) {
            LongStream.of(starts).forEach(start -> files.write(rows.row(RecordFactory.time(start), (int) start, null)));
            writer.commit(LakeTable.TIME, new FileChanges(files.complete(), List.of()));
        }

        assertThat(startsOf(Selection.startsWithin(LongRanges.of(starts[2], starts[8]))))
                .containsExactly(starts[2], starts[3], starts[4], starts[5], starts[6], starts[7]);
        assertThat(startsOf(Selection.startsAmong(
                        LongRanges.of(starts[0], starts[9]), new long[] {starts[1], starts[1] + 1, starts[8]})))
                .containsExactly(starts[1], starts[8]);
    }

    private List<Long> startsOf(Selection selection) {
        return reader.list(LakeTable.TIME, selection, TIME, row -> RecordFactory.millis(row, "start_time")).stream()
                .sorted()
                .toList();
    }

    /** Deletes some rows of earlier files. */
    private void writeSongs(int count) {
        Table table = tables.get(LakeTable.SONGS);
        RecordFactory rows = RecordFactory.of(table, SONG);
        EqualityDeletes deletes = new EqualityDeletes(table, List.of("song_id"));
        List<Record> deleted = new ArrayList<>();
        try (RecordFiles files = new RecordFiles(table)) {
            for (int i = 0; i < count; i++) {
                String id = "SO" + random.nextInt(100_000);
                deleted.add(deletes.key(id));
                files.write(rows.row(
                        id,
                        nullOr("Title " + random.nextInt(10)),
                        nullOr("Ärtist " + i),
                        nullOr(i),
                        nullOr(i / 7.0),
                        nullOr(-i / 7.0),
                        nullOr((long) random.nextInt(100_000))));
            }
            writer.commit(LakeTable.SONGS, new FileChanges(files.complete(), deletes.write(deleted)));
        }
    }

    private <T> T nullOr(T value) {
        return random.nextInt(5) == 0 ? null : value;
    }

    private static Predicate<Record> hashIn(List<Long> hashes) {
        return row -> row.getField("key_hash") instanceof Long hash && hashes.contains(hash);
    }

    private void isFiltered(List<String> columns, Selection selection, Predicate<Record> filter) {
        List<String> all = new ArrayList<>(columns);
        all.add("key_hash");
        List<String> expected = read(Selection.ALL, all, filter, columns);

        assertThat(expected).isNotEmpty();
        assertThat(read(selection, columns, row -> true, columns)).isEqualTo(expected);
    }

    private List<String> read(Selection selection, List<String> read, Predicate<Record> wanted, List<String> told) {
        List<String> rows = new ArrayList<>();
        reader.forEach(LakeTable.SONGS, selection, read, row -> {
            if (wanted.test(row)) {
                rows.add(told.stream().map(row::getField).toList().toString());
            }
        });
        return rows.stream().sorted().toList();
    }
}
