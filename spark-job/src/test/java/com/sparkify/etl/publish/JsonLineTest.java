package com.sparkify.etl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    private static final Types.NestedField NAME = Types.NestedField.optional(1, "name", Types.StringType.get());
    private static final Types.NestedField TIME =
            Types.NestedField.optional(2, "start_time", Types.TimestampType.withZone());
    private static final Types.NestedField OTHER = Types.NestedField.optional(3, "other", Types.LongType.get());
    private static final String LINE = "{\"start_time\":\"2018-11-01T20:57:10.796Z\",\"name\":\"a \\\"b\\\"\"}\n";

    private final JsonLine json = new JsonLine(List.of("start_time", "name"));

    @Test
    void columnsAreFoundWhereTheRecordHasThem() {
        assertThat(line(new Schema(NAME, TIME))).isEqualTo(LINE);
    }

    @Test
    void aFileWithDeletesMayAppendColumns() {
        assertThat(line(new Schema(NAME, TIME))).isEqualTo(LINE);
        assertThat(line(new Schema(NAME, TIME, OTHER))).isEqualTo(LINE);
    }

    @Test
    void aMissingColumnIsNamed() {
        Record row = GenericRecord.create(new Schema(NAME));

        assertThatThrownBy(() -> json.of(row)).hasMessage("A published column is missing: start_time");
    }

    private String line(Schema schema) {
        Record row = GenericRecord.create(schema).copy(Map.of("name", "a \"b\"", "start_time", 1_541_105_830_796_000L));
        return new String(json.of(row), StandardCharsets.UTF_8);
    }
}
