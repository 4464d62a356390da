package com.sparkify.etl.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.parquet.ParquetValueReaders;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Decodes the selecting column of each row, and the other columns up to the last selected row of a row group; returns null
 * for rows that are not selected. If the wanted keys are spread over a large table, a row group holds a thousand other rows
 * for each of them.
 *
 * <p>Extends the reader of the selecting column, because Iceberg's interface of readers cannot be implemented outside of its
 * package. It is only for whole rows: another reader that contained it would see no other column.
 */
final class SelectedRowReader extends ParquetValueReaders.PrimitiveReader<Record> {
    private final Selection selection;
    private final int keyLevel;
    private final int keyPosition;
    private final List<Column> others;
    private final Current current;
    private final Record empty;

    /** The row group whose other columns are not read yet; else null. */
    private PageReadStore untouched;

    /** How many rows the other columns are behind. */
    private int passed;

    private SelectedRowReader(
            ColumnDescriptor key,
            int keyPosition,
            Selection selection,
            List<Column> others,
            Current current,
            Schema projection) {
        super(key);
        this.keyLevel = key.getMaxDefinitionLevel();
        this.keyPosition = keyPosition;
        this.selection = selection;
        this.others = others;
        this.current = current;
        this.empty = GenericRecord.create(projection);
    }

    /** Whether the row that is being read is selected. */
    private static final class Current {
        private boolean isSelected;
    }

    /** @param position in the projection */
    private record Column(ParquetValueReader<?> reader, int position) {
        void pass(int rows) {
            for (int row = 0; row < rows; row++) {
                reader.read(null);
            }
        }
    }

    /**
     * Creates a reader.
     *
     * @param constants values of columns by field id, which files do not hold
     * @return empty if this class cannot read one of the columns
     */
    static Optional<ParquetValueReader<Record>> of(
            Schema projection, MessageType file, Map<Integer, ?> constants, Selection selection) {
        NestedField key = projection.findField(selection.column());
        int keyPosition = projection.columns().indexOf(key);
        ColumnDescriptor keyColumn = constants.containsKey(key.fieldId())
                ? null
                : type(key, file).map(type -> descriptor(type, file)).orElse(null);
        if (keyColumn == null || !isLong(keyColumn)) {
            return Optional.empty();
        }
        Current current = new Current();
        List<Column> others = new ArrayList<>();
        for (int position = 0; position < projection.columns().size(); position++) {
            NestedField field = projection.columns().get(position);
            if (position != keyPosition) {
                ParquetValueReader<?> reader = constants.containsKey(field.fieldId())
                        ? ParquetValueReaders.constant(constants.get(field.fieldId()))
                        : column(field, file, current);
                if (reader == null) {
                    return Optional.empty();
                }
                others.add(new Column(reader, position));
            }
        }
        return Optional.of(new SelectedRowReader(keyColumn, keyPosition, selection, others, current, projection));
    }

    private static Optional<Type> type(NestedField field, MessageType file) {
        return file.getFields().stream()
                .filter(one -> one.getId() != null && one.getId().intValue() == field.fieldId())
                .findFirst();
    }

    private static ColumnDescriptor descriptor(Type type, MessageType file) {
        return file.getColumnDescription(new String[] {type.getName()});
    }

    /**
     * Creates the reader of a column.
     *
     * @return null if the type is not supported, or the column is none of the table's, such as the row's position
     */
    private static ParquetValueReader<?> column(NestedField field, MessageType file, Current current) {
        Type type = type(field, file).orElse(null);
        if (type == null) {
            boolean isOfTable = !MetadataColumns.isMetadataColumn(field.fieldId());
            return isOfTable && field.isOptional() && field.initialDefault() == null
                    ? ParquetValueReaders.nulls()
                    : null;
        }
        ColumnDescriptor column = descriptor(type, file);
        ParquetValueReader<?> reader = switch (field.type().typeId()) {
            case LONG, TIMESTAMP -> isLong(column) ? longs(column, current) : null;
            case INTEGER, DATE -> is(PrimitiveTypeName.INT32, column) ? integers(column, current) : null;
            case DOUBLE -> is(PrimitiveTypeName.DOUBLE, column) ? doubles(column, current) : null;
            case STRING -> is(PrimitiveTypeName.BINARY, column) ? texts(column, current) : null;
            default -> null;
        };
        return reader == null ? null : ParquetValueReaders.option(type, column.getMaxDefinitionLevel() - 1, reader);
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
    public void setPageSource(PageReadStore rowGroup) {
        super.setPageSource(rowGroup);
        untouched = rowGroup;
        passed = 0;
    }

    @Override
    public Record read(Record reuse) {
        if (column.currentDefinitionLevel() < keyLevel) {
            column.nextNull();
            passed++;
            return null;
        }
        long key = column.nextLong();
        if (!selection.contains(key)) {
            passed++;
            return null;
        }
        catchUp();
        current.isSelected = true;
        Record row = empty.copy();
        row.set(keyPosition, key);
        for (Column other : others) {
            row.set(other.position(), other.reader().read(null));
        }
        return row;
    }

    /** Brings the other columns to the current row. */
    private void catchUp() {
        if (untouched != null) {
            others.forEach(other -> other.reader().setPageSource(untouched));
            untouched = null;
        }
        if (passed > 0) {
            current.isSelected = false;
            others.forEach(other -> other.pass(passed));
            passed = 0;
        }
    }
}
