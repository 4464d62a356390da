package com.sparkify.etl.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** Converts a row's value to JSON: numbers, booleans and null unchanged, all other types to text. */
final class Values {
    private Values() {}

    static void write(JsonGenerator out, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.writeNumber(number);
        } else if (value instanceof Float number && Float.isFinite(number)) {
            out.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(number.toPlainString());
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (value instanceof Row row) {
            writeRow(out, row);
        } else if (value instanceof scala.collection.Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : CollectionConverters.asJava(map).entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : CollectionConverters.asJava(items)) {
                write(out, item);
            }
            out.writeEndArray();
        } else {
            out.writeString(value.toString());
        }
    }

    private static void writeRow(JsonGenerator out, Row row) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            out.writeFieldName(row.schema().fieldNames()[i]);
            write(out, row.get(i));
        }
        out.writeEndObject();
    }
}
