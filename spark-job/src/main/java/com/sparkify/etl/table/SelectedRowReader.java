package com.sparkify.etl.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.parquet.ParquetValueReaders;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Decodes the selecting column of each row, and the other columns of selected rows only; returns null for other rows. If the
 * wanted keys are spread over a large table, a row group holds a thousand other rows for each of them.
 */
final class SelectedRowReader extends ParquetValueReaders.StructReader<Record, Object[]> {
    private final Current current;
    private final Record empty;
    private final int[] positions;
    private final Object[] values;

    private SelectedRowReader(
            List<ParquetValueReader<?>> readers, int[] positions, Current current, Schema projection) {
        super(readers);
        this.current = current;
        this.positions = positions;
        this.empty = GenericRecord.create(projection);
        this.values = new Object[readers.size()];
    }

    /** Whether the row that is being read is selected. */
    private static final class Current {
        private boolean isSelected;
    }

    /**
     * Creates a reader.
     *
     * @param constants values of columns by field id, which files do not hold
     * @return empty if this class cannot read one of the columns
     */
    static Optional<ParquetValueReader<Record>> of(
            Schema projection, MessageType file, Map<Integer, ?> constants, Selection selection) {
        Current current = new Current();
        int key = projection.columns().indexOf(projection.findField(selection.column()));
        if (constants.containsKey(projection.columns().get(key).fieldId())) {
            return Optional.empty();
        }
        int[] keyFirst = IntStream.concat(
                        IntStream.of(key),
                        IntStream.range(0, projection.columns().size()).filter(i -> i != key))
                .toArray();
        List<ParquetValueReader<?>> readers = new ArrayList<>();
        for (int position : keyFirst) {
            NestedField field = projection.columns().get(position);
            ParquetValueReader<?> reader = constants.containsKey(field.fieldId())
                    ? ParquetValueReaders.constant(constants.get(field.fieldId()))
                    : column(field, file, position == key ? selection : null, current);
            if (reader == null) {
                return Optional.empty();
            }
            readers.add(reader);
        }
        return Optional.of(new SelectedRowReader(readers, keyFirst, current, projection));
    }

    /**
     * Creates the reader of a column.
     *
     * @param selection null unless the column selects
     * @return null if the type is not supported, or the column is none of the table's, such as the row's position
     */
    private static ParquetValueReader<?> column(
            NestedField field, MessageType file, Selection selection, Current current) {
        Type type = file.getFields().stream()
                .filter(one -> one.getId() != null && one.getId().intValue() == field.fieldId())
                .findFirst()
                .orElse(null);
        if (type == null) {
            boolean isOfTable = !MetadataColumns.isMetadataColumn(field.fieldId());
            return isOfTable && field.isOptional() && field.initialDefault() == null
                    ? ParquetValueReaders.nulls()
                    : null;
        }
        String[] path = {type.getName()};
        ColumnDescriptor column = file.getColumnDescription(path);
        ParquetValueReader<?> reader = selection != null
                ? isLong(column) ? keys(column, current, selection) : null
                : switch (field.type().typeId()) {
                    case LONG, TIMESTAMP -> isLong(column) ? longs(column, current) : null;
                    case INTEGER, DATE -> is(PrimitiveTypeName.INT32, column) ? integers(column, current) : null;
                    case DOUBLE -> is(PrimitiveTypeName.DOUBLE, column) ? doubles(column, current) : null;
                    case STRING -> is(PrimitiveTypeName.BINARY, column) ? texts(column, current) : null;
                    default -> null;
                };
        return reader == null ? null : ParquetValueReaders.option(type, file.getMaxDefinitionLevel(path) - 1, reader);
    }

    private static boolean is(PrimitiveTypeName stored, ColumnDescriptor column) {
        return column.getPrimitiveType().getPrimitiveTypeName() == stored;
    }

    /** Returns true if the column holds longs, or timestamps in microseconds. */
    private static boolean isLong(ColumnDescriptor column) {
        return is(PrimitiveTypeName.INT64, column)
                && (!(column.getPrimitiveType().getLogicalTypeAnnotation()
                                instanceof TimestampLogicalTypeAnnotation time)
                        || time.getUnit() == TimeUnit.MICROS);
    }

    private static ParquetValueReader<Long> keys(ColumnDescriptor file, Current current, Selection selection) {
        return new ParquetValueReaders.PrimitiveReader<>(file) {
            @Override
            public Long read(Long reuse) {
                long value = column.nextLong();
                current.isSelected = selection.contains(value);
                return current.isSelected ? value : null;
            }
        };
    }

    private static ParquetValueReader<Long> longs(ColumnDescriptor file, Current current) {
        return new ParquetValueReaders.PrimitiveReader<>(file) {
            @Override
            public Long read(Long reuse) {
                long value = column.nextLong();
                return current.isSelected ? value : null;
            }
        };
    }

    private static ParquetValueReader<Integer> integers(ColumnDescriptor file, Current current) {
        return new ParquetValueReaders.PrimitiveReader<>(file) {
            @Override
            public Integer read(Integer reuse) {
                int value = column.nextInteger();
                return current.isSelected ? value : null;
            }
        };
    }

    private static ParquetValueReader<Double> doubles(ColumnDescriptor file, Current current) {
        return new ParquetValueReaders.PrimitiveReader<>(file) {
            @Override
            public Double read(Double reuse) {
                double value = column.nextDouble();
                return current.isSelected ? value : null;
            }
        };
    }

    private static ParquetValueReader<String> texts(ColumnDescriptor file, Current current) {
        return new ParquetValueReaders.PrimitiveReader<>(file) {
            @Override
            public String read(String reuse) {
                Binary value = column.nextBinary();
                return current.isSelected ? value.toStringUsingUTF8() : null;
            }
        };
    }

    @Override
    protected Object[] newStructData(Record reuse) {
        current.isSelected = false;
        return values;
    }

    @Override
    protected Object getField(Object[] row, int position) {
        return null;
    }

    @Override
    protected void set(Object[] row, int position, Object value) {
        row[position] = value;
    }

    @Override
    protected Record buildStruct(Object[] row) {
        if (!current.isSelected) {
            return null;
        }
        Record record = empty.copy();
        for (int i = 0; i < row.length; i++) {
            record.set(positions[i], row[i]);
        }
        return record;
    }
}
