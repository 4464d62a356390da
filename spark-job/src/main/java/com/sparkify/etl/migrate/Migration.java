package com.sparkify.etl.migrate;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.derive.Rebuild;
import com.sparkify.etl.history.PlayTimes;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.silver.LookupFiles;
import com.sparkify.etl.table.FileTimes;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.SchemaUpgrade;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;

/**
 * Upgrades a lake whose rows do not carry their batch: adds columns, writes look-up entries and the time ranges of each
 * object's plays by ranges of days, adds key hashes to dimensions, and derives everything once. If interrupted, it
 * resumes at the last range of days.
 */
public final class Migration {
    private static final String DONE_UNTIL = "sparkify.lookups-written-until";
    private static final String DONE = "sparkify.brought-up";
    private static final long DAYS_AT_ONCE = 32L * 86_400_000;

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final PrintStream out;

    public Migration(LakeTables tables, TableWriter writer, PrintStream out) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.out = out;
    }

    /** Returns true if rows of the lake lack their batch, or its upgrade is not complete. */
    public static boolean isNeeded(LakeTables tables) {
        return !SchemaUpgrade.hasColumn(tables, LakeTable.PLAY_RECORDS, "batch_id")
                || SchemaUpgrade.property(tables, LakeTable.PLAY_RECORDS, DONE).equals("begun");
    }

    /**
     * Upgrades the lake. Afterwards the published files count as unknown.
     *
     * @param state key of the state object, which may name an interrupted batch
     */
    public void run(ObjectStore lake, String state, Workers workers) {
        out.println("an earlier release wrote this lake: its tables are upgraded once");
        SchemaUpgrade.property(tables, LakeTable.PLAY_RECORDS, Map.of(DONE, "begun"));
        SchemaUpgrade.run(tables);
        writer.begin("migration");
        new OldBatch(tables, writer, lake, state).settle();
        lookups();
        new PlayTimes(tables, writer).fill();
        hash(LakeTable.USERS, "user_id");
        hash(LakeTable.SONGS, "song_id");
        hash(LakeTable.ARTISTS, "artist_id");
        writer.begin("migration");
        new Rebuild(tables, writer)
                .run(workers)
                .forEach((table, differed) -> out.printf("upgraded: %s %d differed%n", table, differed));
        SchemaUpgrade.property(tables, LakeTable.PLAY_RECORDS, Map.of(DONE, "done"));
    }

    private void lookups() {
        String doneUntil = SchemaUpgrade.property(tables, LakeTable.LOOKUPS, DONE_UNTIL);
        LookupFiles lookups = new LookupFiles(tables);
        if (doneUntil.isEmpty()) {
            writer.commit(LakeTable.LOOKUPS, lookups.ofSongs());
        }
        for (LongRanges.Range days : playTimes().byWidth(DAYS_AT_ONCE)) {
            if (!doneUntil.isEmpty() && days.to() <= Long.parseLong(doneUntil)) {
                continue;
            }
            writer.commit(LakeTable.LOOKUPS, lookups.ofPlays(LongRanges.of(days.from(), days.to())));
            SchemaUpgrade.property(tables, LakeTable.LOOKUPS, Map.of(DONE_UNTIL, Long.toString(days.to())));
        }
    }

    private LongRanges playTimes() {
        List<LongRanges> times = new ArrayList<>();
        reader.forEachFile(
                LakeTable.PLAY_RECORDS,
                alwaysTrue(),
                file -> times.add(FileTimes.of(file).range()));
        return times.stream().reduce(LongRanges.NONE, LongRanges::union);
    }

    /** Rewrites a dimension with the hashes of its keys. */
    private void hash(LakeTable name, String key) {
        Table table = tables.get(name);
        if (table.currentSnapshot() == null) {
            return;
        }
        List<String> columns =
                table.schema().columns().stream().map(field -> field.name()).toList();
        RecordFactory rows = RecordFactory.of(table, columns);
        try (RecordFiles files = new RecordFiles(table)) {
            reader.forEach(name, Selection.ALL, columns, row -> {
                row.setField("key_hash", KeyHash.of(RecordFactory.text(row, key)));
                files.write(rows.row(columns.stream().map(row::getField).toArray()));
            });
            OverwriteFiles overwrite = table.newOverwrite()
                    .overwriteByRowFilter(alwaysTrue())
                    .validateFromSnapshot(table.currentSnapshot().snapshotId())
                    .validateNoConflictingData()
                    .validateNoConflictingDeletes();
            for (DataFile file : files.complete()) {
                overwrite.addFile(file);
            }
            overwrite.commit();
        }
    }
}
