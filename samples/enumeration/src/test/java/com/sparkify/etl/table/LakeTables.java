package com.sparkify.etl.table;

import com.sparkify.enumeration.CallResult;
import com.sparkify.enumeration.CallResult.Kind;
import com.sparkify.enumeration.Calls;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;

/** Stands in for the class that holds Iceberg's tables: here they are sets of rows, and each commit is a step. */
public final class LakeTables implements Serializable {
    private final transient Calls calls = Calls.current();
    private final EnumMap<LakeTable, Long> versions = new EnumMap<>(LakeTable.class);

    private LakeTables() {
        refresh();
    }

    public static LakeTables open(Catalog catalog) {
        return new LakeTables();
    }

    public void refresh() {
        CallResult answer = calls.call("LOOK", "tables");
        if (answer.is(Kind.FAILED)) {
            throw new IllegalStateException("Connection reset");
        }
        answer.values().forEach(version -> {
            String[] parts = version.split("=");
            versions.put(LakeTable.valueOf(parts[0]), Long.valueOf(parts[1]));
        });
    }

    public Map<LakeTable, Long> snapshots() {
        return new EnumMap<>(versions);
    }

    public Table get(LakeTable name) {
        return SteppedTable.of(calls, name, versions);
    }

    public LakeTables snapshotForTasks() {
        throw new AssertionError("No batch here is large enough for Spark");
    }
}
