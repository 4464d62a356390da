package com.sparkify.etl.publish;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.Upload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** Writes rows (path, …, line), sorted by path, as one object a path; gives the keys it wrote. */
final class FileWriter implements MapPartitionsFunction<Row, String> {
    private final ObjectStore lake;

    FileWriter(ObjectStore lake) {
        this.lake = lake;
    }

    @Override
    public Iterator<String> call(Iterator<Row> rows) {
        List<String> written = new ArrayList<>();
        Row row = rows.hasNext() ? rows.next() : null;
        while (row != null) {
            String path = row.getString(0);
            try (Upload upload = lake.upload(path)) {
                while (row != null && row.getString(0).equals(path)) {
                    upload.write((row.<String>getAs("line") + "\n").getBytes(StandardCharsets.UTF_8));
                    row = rows.hasNext() ? rows.next() : null;
                }
                upload.complete();
            }
            written.add(path);
        }
        return written.iterator();
    }
}
