package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.StructLikeWrapper;

/**
 * Compacts small files in levels: several files of a partition that are below a level's size are rewritten as one file
 * of the next level. So the number of times a row is rewritten grows with the logarithm of the partition's size.
 */
public final class Compaction {
    private static final long FIRST_LEVEL_BYTES = 256 << 10;
    private static final int LEVEL_FACTOR = 8;
    /** Rows are sorted in memory, and larger files need no compaction. */
    private static final long MOST_BYTES = 24L << 20;

    private static final long MOST_ROWS = 250_000;
    static final int FILES = 10;

    private final LakeTables tables;
    private final Runnable leaseCheck;

    /** @param leaseCheck throws if this run may not write any more */
    public Compaction(LakeTables tables, Runnable leaseCheck) {
        this.tables = tables;
        this.leaseCheck = leaseCheck;
    }

    /**
     * Compacts the selected partitions.
     *
     * @param where selects all files of these partitions: a delete file is dropped if none of the files needs it
     * @return true if anything was committed
     */
    public boolean run(LakeTable name, Expression where) {
        Table table = tables.get(name);
        table.refresh();
        if (table.currentSnapshot() == null) {
            return false;
        }
        long planned = table.currentSnapshot().snapshotId();
        boolean committed = false;
        for (Partition partition : partitions(table, where)) {
            List<FileScanTask> small = partition.small();
            if (!small.isEmpty()) {
                committed |= new Join(name, table, partition, small).commit(planned, leaseCheck);
            }
        }
        return committed;
    }

    private static List<Partition> partitions(Table table, Expression where) {
        Map<StructLikeWrapper, Partition> partitions = new LinkedHashMap<>();
        Partition whole = new Partition();
        StructLikeWrapper wrapper = StructLikeWrapper.forType(table.spec().partitionType());
        try (CloseableIterable<FileScanTask> tasks = TableReader.scan(table)
                .filter(where)
                .includeColumnStats()
                .ignoreResiduals()
                .planFiles()) {
            for (FileScanTask task : tasks) {
                if (table.spec().isUnpartitioned()) {
                    // its deletes apply to files of earlier partition specs as well
                    whole.tasks.add(task);
                } else if (task.file().specId() == table.spec().specId()) {
                    partitions
                            .computeIfAbsent(wrapper.copyFor(task.file().partition()), key -> new Partition())
                            .tasks
                            .add(task);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the files of " + table.name(), e);
        }
        return table.spec().isUnpartitioned() ? List.of(whole) : List.copyOf(partitions.values());
    }

    /** The files of one partition. */
    private static final class Partition {
        private final List<FileScanTask> tasks = new ArrayList<>();

        /**
         * Returns the files to compact: those below the smallest level that has enough files; empty if no level has.
         */
        List<FileScanTask> small() {
            List<FileScanTask> bySize = tasks.stream()
                    .sorted(Comparator.comparingLong(task -> task.file().fileSizeInBytes()))
                    .toList();
            for (long level = FIRST_LEVEL_BYTES; level <= MOST_BYTES; level *= LEVEL_FACTOR) {
                List<FileScanTask> below = below(bySize, level);
                long tier = level == FIRST_LEVEL_BYTES ? 0 : level / LEVEL_FACTOR;
                long ofTier = below.stream()
                        .filter(task -> task.file().fileSizeInBytes() >= tier)
                        .count();
                // a large file is not rewritten for a few small ones
                boolean isTierFull = ofTier >= FILES / 2;
                if (below.size() > 1
                        && isTierFull
                        && below.size() + deletes(below).size() >= FILES) {
                    return below;
                }
            }
            return List.of();
        }

        /** Returns the smallest files below the level, up to the memory limit. */
        private static List<FileScanTask> below(List<FileScanTask> bySize, long level) {
            List<FileScanTask> below = new ArrayList<>();
            long bytes = 0;
            long rows = 0;
            for (FileScanTask task : bySize) {
                bytes += task.file().fileSizeInBytes();
                rows += task.file().recordCount();
                if (task.file().fileSizeInBytes() >= level || bytes > MOST_BYTES || rows > MOST_ROWS) {
                    break;
                }
                below.add(task);
            }
            return below;
        }

        static Set<DeleteFile> deletes(List<FileScanTask> tasks) {
            Map<String, DeleteFile> deletes = new LinkedHashMap<>();
            tasks.forEach(task -> task.deletes().forEach(delete -> deletes.put(delete.location(), delete)));
            return new HashSet<>(deletes.values());
        }
    }

    /** Replaces some files of a partition by one, and the deletes that apply only to them and to older files by one. */
    private static final class Join {
        private final LakeTable name;
        private final Table table;
        private final List<FileScanTask> joined;
        private final List<FileScanTask> others;

        Join(LakeTable name, Table table, Partition partition, List<FileScanTask> joined) {
            this.name = name;
            this.table = table;
            this.joined = joined;
            this.others = new ArrayList<>(partition.tasks);
            others.removeAll(joined);
        }

        /** Returns false if a concurrent commit rewrote the files, in which case nothing is left to do. */
        boolean commit(long planned, Runnable leaseCheck) {
            RewriteFiles rewrite = table.newRewrite()
                    .scanManifestsWith(CallerThread.INSTANCE)
                    .validateFromSnapshot(table.currentSnapshot().snapshotId());
            List<ContentFile<?>> written = new ArrayList<>();
            for (DataFile file : new SortedRows(name, table).write(joined)) {
                rewrite.addFile(file);
                written.add(file);
            }
            joined.forEach(task -> rewrite.deleteFile(task.file()));
            goneDeletes().forEach(rewrite::deleteFile);
            Map<List<Integer>, List<DeleteFile>> recent = recentDeletes();
            recent.values().stream().filter(files -> files.size() > 1).forEach(files -> {
                DeleteFile merged = new MergedDeletes(table).write(files);
                files.forEach(rewrite::deleteFile);
                rewrite.addFile(merged);
                written.add(merged);
            });
            leaseCheck.run();
            try {
                rewrite.commit();
                return true;
            } catch (ValidationException | CommitFailedException e) {
                written.forEach(file -> table.io().deleteFile(file.location()));
                return false;
            }
        }

        /** Returns the deletes that apply to no other file. */
        private List<DeleteFile> goneDeletes() {
            Set<String> needed = neededByOthers();
            return Partition.deletes(joined).stream()
                    .filter(delete -> !needed.contains(delete.location()))
                    .toList();
        }

        private Set<String> neededByOthers() {
            Set<String> needed = new HashSet<>();
            others.forEach(task -> task.deletes().forEach(delete -> needed.add(delete.location())));
            return needed;
        }

        /**
         * Returns, by equality columns, the deletes that are newer than all other files and still apply to those.
         * Merged into one file with a newer sequence number they delete the same rows, since the compacted file is as
         * new.
         */
        private Map<List<Integer>, List<DeleteFile>> recentDeletes() {
            long newestOther = others.stream()
                    .mapToLong(task -> task.file().dataSequenceNumber())
                    .max()
                    .orElse(0);
            return Partition.deletes(others).stream()
                    .filter(delete -> delete.content() == FileContent.EQUALITY_DELETES)
                    .filter(delete -> delete.dataSequenceNumber() > newestOther)
                    .collect(Collectors.groupingBy(DeleteFile::equalityFieldIds));
        }
    }
}
