package com.sparkify.etl.silver;

import com.sparkify.enumeration.Calls;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.SteppedTable;
import com.sparkify.etl.table.TableWriter;
import java.util.Collection;
import java.util.List;

/** Stands in for the tables of what objects contribute: a row is {@code key@batch=version}. */
public final class Silver {
    private final TableWriter writer;
    private final Calls calls = Calls.current();

    public Silver(LakeTables tables, TableWriter writer) {
        this.writer = writer;
    }

    /** As that of the class that this one stands in for. */
    public record Contribution(
            String objectKey, String batchId, long plays, long songs, long rejected, LongRanges playTimes) {}

    public void append(SilverFiles files) {
        writer.commit(files.byTable());
        if (calls.isLifted("SUPERSEDED_ROWS_DELETED_LAST")) {
            List<String> rows = calls.rows("PLAY_RECORDS");
            FileChanges appended = files.byTable().get(LakeTable.PLAY_RECORDS);
            appended.data().forEach(file -> {
                String row = file.location();
                String key = row.substring(0, row.indexOf('@'));
                delete(rows.stream()
                        .filter(other -> other.startsWith(key + "@") && !other.equals(row))
                        .toList());
            });
        }
    }

    public LongRanges playTimes(String batchId) {
        return LongRanges.NONE;
    }

    public void remove(Collection<Contribution> replaced) {
        delete(replaced.stream()
                .map(one -> one.objectKey() + "@" + one.batchId() + "=")
                .toList());
    }

    public void removeBatch(String batchId) {
        delete(calls.rows("PLAY_RECORDS").stream()
                .filter(row -> row.contains("@" + batchId + "="))
                .toList());
    }

    private void delete(List<String> rows) {
        writer.commit(LakeTable.PLAY_RECORDS, SteppedTable.changes(List.of(), rows));
    }
}
