package com.sparkify.law;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The current content of all tables of a lake, read in one query.
 *
 * @param files data and delete files of each table, with their partition (empty if the table has none)
 */
record TablesNow(Rows rows, Map<Table, Map<String, String>> files) {
    private static final String MICROSECONDS = "yyyy-MM-dd''T''HH:mm:ss.SSSSSS".replace("''", "\\'");

    static TablesNow of(JobJvm job) throws IOException {
        List<String> queries = ofRows();
        for (Table table : Table.values()) {
            queries.add("SELECT '" + table + " files', to_json(struct(file_path, content, "
                    + (table.isPartitioned() ? "CAST(partition.start_time_day AS STRING)" : "''")
                    + " AS day)) FROM lake.sparkify." + table.title() + ".files");
        }
        return of(job, queries);
    }

    /** Returns the rows without reading which files there are. */
    static Rows rows(JobJvm job) throws IOException {
        return of(job, ofRows()).rows();
    }

    private static List<String> ofRows() {
        List<String> queries = new ArrayList<>();
        for (Table table : Table.values()) {
            queries.add("SELECT '" + table + "' AS name, to_json(struct(" + columns(table)
                    + "), map('ignoreNullFields', 'false')) AS row FROM lake.sparkify." + table.title());
        }
        return queries;
    }

    private static TablesNow of(JobJvm job, List<String> queries) throws IOException {
        Rows rows = new Rows();
        Map<Table, Map<String, String>> files = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            files.put(table, new TreeMap<>());
        }
        for (String line : job.query(String.join(" UNION ALL ", queries))) {
            Map<String, Scalar> fields = new JsonScanner(line).object();
            String[] name = fields.get("name").text().split(" ");
            Table table = Table.valueOf(name[0]);
            String row = fields.get("row").text();
            if (name.length == 1) {
                rows.add(table, milliseconds(table, JsonRow.strict(table, row)));
            } else {
                Map<String, Scalar> file = new JsonScanner(row).object();
                files.get(table)
                        .put(file.get("file_path").text(), file.get("day").text());
            }
        }
        return new TablesNow(rows, files);
    }

    /** The days whose data files differ. */
    Set<String> daysWithOtherFiles(TablesNow before, Table table) {
        Set<String> days = new TreeSet<>();
        files.get(table).forEach((path, day) -> {
            if (!before.files.get(table).containsKey(path)) {
                days.add(day);
            }
        });
        before.files.get(table).forEach((path, day) -> {
            if (!files.get(table).containsKey(path)) {
                days.add(day);
            }
        });
        return days;
    }

    private static String columns(Table table) {
        List<String> columns = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            columns.add(
                    column.type() == Table.Type.TIME
                            ? "date_format(" + column.name() + ", '" + MICROSECONDS + "') AS " + column.name()
                            : column.name());
        }
        return String.join(", ", columns);
    }

    private static List<String> milliseconds(Table table, List<String> row) {
        List<String> values = new ArrayList<>(row);
        for (int i = 0; i < values.size(); i++) {
            if (table.columns().get(i).type() == Table.Type.TIME) {
                String time = values.get(i);
                if (!time.endsWith("000")) {
                    throw new AssertionError("A time finer than milliseconds: " + row);
                }
                values.set(i, time.substring(0, time.length() - 3) + "Z");
            }
        }
        return values;
    }
}
