package com.sparkify.etl.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.sparkify.etl.table.RecordFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.iceberg.data.Record;

/** Formats a row as one line of JSON: every column present, null as null, times as {@code 2018-11-01T20:57:10.796Z}. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long DAY = 86_400_000;

    private final List<SerializedString> columns;
    /** Index of the column that is a time, or -1. */
    private final int time;

    /** Position of each column in the records; null before the first one. */
    private int[] positions;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator json;

    JsonLine(List<String> columns) {
        this.columns = columns.stream().map(SerializedString::new).toList();
        this.time = columns.indexOf("start_time");
        try {
            this.json = JSON.createGenerator(bytes);
        } catch (IOException e) {
            throw neverInMemory(e);
        }
        json.setRootValueSeparator(null);
    }

    /** @param epochMillis in the years 0 to 9999 */
    static String time(long epochMillis) {
        return new String(ascii(epochMillis), StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(long epochMillis) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY));
        long ofDay = Math.floorMod(epochMillis, DAY);
        byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
        digits(date.getYear(), text, 3);
        digits(date.getMonthValue(), text, 6);
        digits(date.getDayOfMonth(), text, 9);
        digits(ofDay / 3_600_000, text, 12);
        digits(ofDay / 60_000 % 60, text, 15);
        digits(ofDay / 1000 % 60, text, 18);
        digits(ofDay % 1000, text, 22);
        return text;
    }

    private static void digits(long number, byte[] text, int last) {
        long rest = number;
        for (int at = last; rest > 0; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * Formats a row.
     *
     * @param row begins with the columns of earlier rows. Those of a file with deletes may have others after them
     */
    byte[] of(Record row) {
        if (positions == null) {
            positions = columns.stream()
                    .mapToInt(column -> position(row, column.getValue()))
                    .toArray();
        }
        bytes.reset();
        try {
            json.writeStartObject();
            for (int i = 0; i < positions.length; i++) {
                json.writeFieldName(columns.get(i));
                Object value = row.get(positions[i]);
                if (i == time) {
                    byte[] text = ascii(RecordFactory.millis(value));
                    json.writeRawUTF8String(text, 0, text.length);
                } else {
                    write(value);
                }
            }
            json.writeEndObject();
            json.flush();
        } catch (IOException e) {
            throw neverInMemory(e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static int position(Record row, String column) {
        int position = row.struct().fields().indexOf(row.struct().field(column));
        if (position < 0) {
            throw new IllegalStateException("A published column is missing: " + column);
        }
        return position;
    }

    private void write(Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            throw new IllegalStateException("A published column has no such type: " + value.getClass());
        }
    }

    private static UncheckedIOException neverInMemory(IOException e) {
        return new UncheckedIOException("Writing to memory does not fail", e);
    }
}
