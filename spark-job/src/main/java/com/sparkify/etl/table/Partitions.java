package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Which days of a day-partitioned table differ from what they were: told by metadata alone, no data file is read. */
public final class Partitions {
    private Partitions() {}

    /**
     * The days in which data files came or went since {@code base}; nothing if that cannot be told, because it is no ancestor
     * any more: then every day may differ. Compaction changes no day.
     */
    public static Optional<Set<LocalDate>> changedSince(Commits tables, String name, Optional<Long> base) {
        Table table = tables.iceberg(name);
        return tables.since(name, base).map(snapshots -> {
            Set<LocalDate> days = new TreeSet<>();
            for (Snapshot snapshot : snapshots) {
                SnapshotChanges changes =
                        SnapshotChanges.builderFor(table).snapshot(snapshot).build();
                addDays(days, changes.addedDataFiles());
                addDays(days, changes.removedDataFiles());
            }
            return days;
        });
    }

    /** All days that have a data file. */
    public static Set<LocalDate> all(Commits tables, String name) {
        Table table = tables.iceberg(name);
        Set<LocalDate> days = new TreeSet<>();
        try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
            files.forEach(task -> days.add(day(task.file())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the data files of " + table.name(), e);
        }
        return days;
    }

    private static void addDays(Set<LocalDate> days, Iterable<DataFile> files) {
        files.forEach(file -> days.add(day(file)));
    }

    private static LocalDate day(ContentFile<?> file) {
        return LocalDate.ofEpochDay(file.partition().get(0, Integer.class));
    }
}
