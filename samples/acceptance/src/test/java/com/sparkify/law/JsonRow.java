package com.sparkify.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A row of a table from JSON text, its values in the form of {@link Rows}. */
final class JsonRow {
    private JsonRow() {}

    /** As published: every column is there, in order, and no other; null is written. */
    static List<String> strict(Table table, String json) {
        JsonScanner scanner = new JsonScanner(json);
        Map<String, Scalar> fields = scanner.object();
        if (!scanner.atEnd() || !fields.keySet().equals(Set.copyOf(table.names()))) {
            throw new AssertionError("Not a row of " + table + ": " + json);
        }
        return values(table, fields);
    }

    /** As Spark writes rows: a missing column is null. */
    static List<String> lenient(Table table, String json) {
        return values(table, new JsonScanner(json).object());
    }

    private static List<String> values(Table table, Map<String, Scalar> fields) {
        List<String> row = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            row.add(value(column, fields.getOrDefault(column.name(), Scalar.NULL)));
        }
        return row;
    }

    private static String value(Table.Column column, Scalar value) {
        if (value.kind() == Scalar.Kind.NULL) {
            return null;
        }
        boolean isText = column.type() == Table.Type.TEXT || column.type() == Table.Type.TIME;
        if (value.kind() != (isText ? Scalar.Kind.STRING : Scalar.Kind.NUMBER)) {
            throw new AssertionError(column + " has a value of another type: " + value);
        }
        return column.type() == Table.Type.DOUBLE ? Double.valueOf(value.text()).toString() : value.text();
    }
}
