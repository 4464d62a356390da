package com.sparkify.etl.table;

import com.sparkify.etl.key.LongRanges;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;

/**
 * Range of the start times in a data file, from its bounds.
 *
 * @param first epoch milliseconds
 * @param last epoch milliseconds, inclusive
 */
public record FileTimes(long first, long last) {
    public static FileTimes of(FileScanTask task) {
        int field = task.schema().findField("start_time").fieldId();
        DataFile file = task.file();
        return new FileTimes(
                millis(file.lowerBounds().get(field)), millis(file.upperBounds().get(field)));
    }

    private static long millis(ByteBuffer bound) {
        return Math.floorDiv(bound.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(0), 1000);
    }

    public LongRanges range() {
        return LongRanges.of(first, last + 1);
    }
}
