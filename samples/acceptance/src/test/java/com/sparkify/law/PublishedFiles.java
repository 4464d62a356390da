package com.sparkify.law;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes rows as they are published, so that another check of the published files can be tried on the model. */
final class PublishedFiles {
    private PublishedFiles() {}

    static void write(Rows rows, Path json) throws IOException {
        for (Table table : Table.values()) {
            if (table.isPublished()) {
                for (List<String> row : rows.all(table)) {
                    Path file = json.resolve(Published.path(table, row));
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, line(table, row), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        }
    }

    private static String line(Table table, List<String> row) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Table.Column column = table.columns().get(i);
            boolean isText = column.type() == Table.Type.TEXT || column.type() == Table.Type.TIME;
            String value = row.get(i);
            String json = value == null || !isText ? value : '"' + escaped(value) + '"';
            fields.add('"' + column.name() + "\":" + json);
        }
        return "{" + String.join(",", fields) + "}\n";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
