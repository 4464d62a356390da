package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The published files: the expected rows of each path below json/, and the actual ones. */
final class Published {
    private Published() {}

    /** Returns the expected sorted rows of each file with the default limit. */
    static SortedMap<String, List<String>> expected(Rows rows) {
        return expected(rows, 200_000);
    }

    /**
     * Returns the expected sorted rows of each file.
     *
     * @param mostRows maximum rows of a file
     */
    static SortedMap<String, List<String>> expected(Rows rows, int mostRows) {
        SortedMap<String, List<String>> files = new TreeMap<>();
        for (Table table : Table.values()) {
            if (table.isPublished()) {
                Map<String, List<List<String>>> byFolder = new TreeMap<>();
                rows.all(table)
                        .forEach(row -> byFolder.computeIfAbsent(folder(table, row), none -> new ArrayList<>())
                                .add(row));
                byFolder.forEach((folder, inFolder) -> PublishedTree.of(table, folder, inFolder, mostRows)
                        .forEach((path, some) -> files.put(
                                path, some.stream().map(List::toString).sorted().toList())));
            }
        }
        return files;
    }

    /**
     * Returns the actual sorted rows of each file.
     *
     * @param contents path below json/ to bytes
     * @throws AssertionError if a file is not UTF-8 with one row a line and exactly the table's columns
     */
    static SortedMap<String, List<String>> read(Map<String, byte[]> contents) {
        SortedMap<String, List<String>> files = new TreeMap<>();
        contents.forEach((path, bytes) -> {
            Table table = Table.valueOf(path.substring(0, path.indexOf('/')).toUpperCase(Locale.ROOT));
            String text = Characters.strictly(bytes).orElseThrow(() -> new AssertionError(path + " is not UTF-8"));
            if (!text.endsWith("\n") || text.indexOf('\r') >= 0) {
                throw new AssertionError(path + " has no rows, or lines that do not end in LF alone");
            }
            List<String> lines = new ArrayList<>();
            for (byte[] line :
                    ModelLines.split(text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8))) {
                String json = new String(line, StandardCharsets.UTF_8);
                lines.add(JsonRow.strict(table, json).toString());
            }
            lines.sort(null);
            files.put(path, lines);
        });
        return files;
    }

    /** The path of a row where no file has to be cut. */
    static String path(Table table, List<String> row) {
        return folder(table, row) + table.title() + ".json";
    }

    private static String folder(Table table, List<String> row) {
        if (!table.isPartitioned()) {
            return table.title() + "/";
        }
        String time = row.get(table.names().indexOf("start_time"));
        return String.format(
                "%s/year=%d/month=%d/day=%d/",
                table.title(),
                Integer.valueOf(time.substring(0, 4)),
                Integer.valueOf(time.substring(5, 7)),
                Integer.valueOf(time.substring(8, 10)));
    }
}
