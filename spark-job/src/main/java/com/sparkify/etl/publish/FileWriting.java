package com.sparkify.etl.publish;

import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.Utf8Order;
import com.sparkify.etl.lake.Upload;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.work.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.data.Record;

/** Writes one file atomically: rows in the order of time and key, one JSON object a line. */
final class FileWriting implements Work<PublishTask, Long> {
    private static final Comparator<Line> ORDER =
            Comparator.comparingLong(Line::time).thenComparing(Line::key, Utf8Order.BY_BYTES);

    private record Line(long time, String key, byte[] json) {}

    /** @return number of rows in the file */
    @Override
    public Long apply(LakeTables tables, PublishTask task) {
        List<Line> lines = lines(new TableReader(tables), task.table(), task.leaf());
        lines.sort(ORDER);
        try (Upload upload = task.lake().upload(task.key())) {
            lines.forEach(line -> upload.write(line.json()));
            upload.complete();
        }
        return (long) lines.size();
    }

    private static List<Line> lines(TableReader tables, PublishedTable table, Leaf leaf) {
        List<Line> lines = new ArrayList<>();
        JsonLine json = new JsonLine(table.columns());
        Selection selection = table.isByDay()
                ? Selection.startsWithin(leaf.times())
                : leaf.bits() == 0 ? Selection.ALL : Selection.within("key_hash", leaf.hashes());
        tables.forEach(table.table(), selection, table.columns(), row -> {
            long time = table.isByDay() ? RecordFactory.millis(row, "start_time") : 0;
            if (isOfLeaf(table, leaf, row)) {
                // the time alone orders the rows of the time table, whose key is slow to format
                String key = table == PublishedTable.TIME ? "" : keyOf(table, row);
                lines.add(new Line(time, key, json.of(row)));
            }
        });
        return lines;
    }

    private static boolean isOfLeaf(PublishedTable table, Leaf leaf, Record row) {
        return !table.isByDay() || leaf.bits() == 0 || leaf.holdsHash(KeyHash.of(keyOf(table, row)));
    }

    /** Returns the text of the key, as it is hashed. */
    static String keyOf(PublishedTable table, Record row) {
        Object key = row.getField(table.columns().get(0));
        return table == PublishedTable.TIME ? JsonLine.time(RecordFactory.millis(row, "start_time")) : (String) key;
    }
}
