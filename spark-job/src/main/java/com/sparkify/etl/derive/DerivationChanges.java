package com.sparkify.etl.derive;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.LakeTable;
import java.util.EnumMap;
import java.util.Map;

/**
 * Rows that a derivation changed.
 *
 * @param cells cells with rows whose published columns differed, for each published table
 * @param rows number of rows that differed, for each table
 */
public record DerivationChanges(Map<LakeTable, LongRanges> cells, Map<LakeTable, Long> rows) {
    public static final DerivationChanges NOTHING = new DerivationChanges(Map.of(), Map.of());

    static DerivationChanges of(LakeTable table, long[] cells, long rows) {
        return new DerivationChanges(Map.of(table, LongRanges.covering(cells, 1)), Map.of(table, rows));
    }

    public DerivationChanges and(DerivationChanges other) {
        Map<LakeTable, LongRanges> allCells = new EnumMap<>(LakeTable.class);
        allCells.putAll(cells);
        other.cells.forEach((table, more) -> allCells.merge(table, more, LongRanges::union));
        Map<LakeTable, Long> allRows = new EnumMap<>(LakeTable.class);
        allRows.putAll(rows);
        other.rows.forEach((table, more) -> allRows.merge(table, more, Long::sum));
        return new DerivationChanges(allCells, allRows);
    }
}
