package com.sparkify.etl.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;

/**
 * Adds the columns, partition fields and properties of this release to tables of an earlier one. Data files are not
 * rewritten: a new column is null in existing rows.
 */
public final class SchemaUpgrade {
    private SchemaUpgrade() {}

    /** Returns true if the table has the column. */
    public static boolean hasColumn(LakeTables tables, LakeTable name, String column) {
        return tables.get(name).schema().findField(column) != null;
    }

    /** Upgrades the tables that lack a column or a property of this release. */
    public static void runWhereNeeded(LakeTables tables) {
        for (LakeTable name : LakeTable.values()) {
            if (isNeeded(name, tables.get(name))) {
                run(name, tables.get(name));
            }
        }
    }

    private static boolean isNeeded(LakeTable name, Table table) {
        Map<String, String> wanted = new HashMap<>(name.properties());
        wanted.remove(TableProperties.FORMAT_VERSION); // not stored as a property
        return !missing(name, table).isEmpty() || !table.properties().entrySet().containsAll(wanted.entrySet());
    }

    /** Upgrades all tables; idempotent. Columns that are no longer used stay, null in new rows. */
    public static void run(LakeTables tables) {
        for (LakeTable name : LakeTable.values()) {
            run(name, tables.get(name));
        }
    }

    private static void run(LakeTable name, Table table) {
        UpdatePartitionSpec spec = table.updateSpec();
        partitionsNoMore(name, table).forEach(spec::removeField);
        spec.commit();
        UpdateSchema schema = table.updateSchema();
        missing(name, table).forEach(field -> schema.addColumn(field.name(), field.type()));
        schema.commit();
        UpdateProperties properties = table.updateProperties();
        name.properties().forEach(properties::set);
        properties.remove("write.distribution-mode").commit();
        ReplaceSortOrder order = table.replaceSortOrder();
        name.order().forEach(order::asc);
        order.commit();
    }

    private static List<Types.NestedField> missing(LakeTable name, Table table) {
        List<Types.NestedField> missing = new ArrayList<>();
        for (Types.NestedField field : name.schema().columns()) {
            if (table.schema().findField(field.name()) == null) {
                missing.add(field);
            }
        }
        return missing;
    }

    private static List<String> partitionsNoMore(LakeTable name, Table table) {
        List<String> wanted = name.spec(name.schema()).fields().stream()
                .map(PartitionField::name)
                .toList();
        return table.spec().fields().stream()
                .map(PartitionField::name)
                .filter(field -> !wanted.contains(field))
                .toList();
    }

    /** Returns a table property, or empty if it is not set. */
    public static String property(LakeTables tables, LakeTable name, String key) {
        return tables.get(name).properties().getOrDefault(key, "");
    }

    /** Sets table properties. */
    public static void property(LakeTables tables, LakeTable name, Map<String, String> values) {
        UpdateProperties properties = tables.get(name).updateProperties();
        values.forEach(properties::set);
        properties.commit();
    }
}
