package com.sparkify.etl.derive;

import com.sparkify.enumeration.Calls;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.SteppedTable;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stands in for the derivation of the star tables: of each object's rows that count the last one is its songplay. */
public final class Derivation {
    private final TableWriter writer;
    private final Calls calls = Calls.current();

    public Derivation(LakeTables tables, TableWriter writer) {
        this.writer = writer;
    }

    public DerivationChanges derive(
            BatchScope scope,
            Collection<String> songObjects,
            LongRanges playTimes,
            Set<String> ownLookups,
            Workers workers) {
        Map<String, String> plays = new TreeMap<>();
        for (String row : calls.rows("PLAY_RECORDS")) {
            String key = row.substring(0, row.indexOf('@'));
            String batch = row.substring(row.indexOf('@') + 1, row.indexOf('='));
            if (scope.counts(key, batch)) {
                plays.put(key, key + row.substring(row.indexOf('=')));
            }
        }
        TreeSet<String> added = new TreeSet<>(plays.values());
        TreeSet<String> deleted = new TreeSet<>(calls.rows("SONGPLAYS"));
        TreeSet<String> before = new TreeSet<>(deleted);
        deleted.removeAll(added);
        added.removeAll(before);
        if (added.isEmpty() && deleted.isEmpty()) {
            return DerivationChanges.NOTHING;
        }
        writer.commit(LakeTable.SONGPLAYS, SteppedTable.changes(List.copyOf(added), List.copyOf(deleted)));
        return DerivationChanges.of(LakeTable.SONGPLAYS, new long[] {0}, added.size());
    }
}
