package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * of the next level. So the number of times a row is rewritten grows with the logarithm of the partition's size. Small
 * delete files are merged in the same way, also where no data file is small.
 */
public final class Compaction {
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
            Join join = new Join(name, table, partition);
            committed |= !join.isNothing() && join.commit(planned, leaseCheck);
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

        /** Returns the data files to compact. */
        List<FileScanTask> small() {
            return Levels.small(
                    tasks, FileScanTask::file, small -> deletes(small).size());
        }

        static Set<DeleteFile> deletes(List<FileScanTask> tasks) {
            Map<String, DeleteFile> deletes = new LinkedHashMap<>();
            tasks.forEach(task -> task.deletes().forEach(delete -> deletes.put(delete.location(), delete)));
            return new HashSet<>(deletes.values());
        }
    }

    /** Replaces the small data files of a partition by one, and each group of small delete files by one. */
    private static final class Join {
        private final LakeTable name;
        private final Table table;
        private final List<FileScanTask> joined;
        private final List<FileScanTask> others;
        private final List<List<DeleteFile>> merged;

        Join(LakeTable name, Table table, Partition partition) {
            this.name = name;
            this.table = table;
            this.joined = partition.small();
            this.others = new ArrayList<>(partition.tasks);
            others.removeAll(joined);
            this.merged = smallDeletes();
        }

        boolean isNothing() {
            return joined.isEmpty() && merged.isEmpty();
        }

        /**
         * Returns false if a concurrent commit rewrote the files, in which case nothing is left to do.
         *
         * @param planned the snapshot whose files were listed. Deletes that others committed since then are conflicts;
         *     the rewrites of other partitions, which delete no row, are none.
         */
        boolean commit(long planned, Runnable leaseCheck) {
            RewriteFiles rewrite =
                    table.newRewrite().scanManifestsWith(CallerThread.INSTANCE).validateFromSnapshot(planned);
            List<ContentFile<?>> written = new ArrayList<>();
            if (!joined.isEmpty()) {
                for (DataFile file : new SortedRows(name, table).write(joined)) {
                    rewrite.addFile(file);
                    written.add(file);
                }
            }
            joined.forEach(task -> rewrite.deleteFile(task.file()));
            goneDeletes().forEach(rewrite::deleteFile);
            for (List<DeleteFile> files : merged) {
                DeleteFile one = new MergedDeletes(table).write(files);
                files.forEach(rewrite::deleteFile);
                rewrite.addFile(one, newest(files));
                written.add(one);
            }
            leaseCheck.run();
            try {
                rewrite.commit();
                return true;
            } catch (ValidationException | CommitFailedException e) {
                written.forEach(file -> table.io().deleteFile(file.location()));
                return false;
            }
        }

        private static long newest(List<DeleteFile> files) {
            return files.stream()
                    .mapToLong(DeleteFile::dataSequenceNumber)
                    .max()
                    .getAsLong();
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
         * Returns groups of small deletes to merge. The deletes of a group have the same equality columns, and apply to
         * the same data files, because none was committed between them: merged into one file with the sequence number
         * of the newest they delete the same rows.
         */
        private List<List<DeleteFile>> smallDeletes() {
            TreeSet<Long> committed = new TreeSet<>();
            others.forEach(task -> committed.add(task.file().dataSequenceNumber()));
            return Partition.deletes(others).stream()
                    .filter(delete -> delete.content() == FileContent.EQUALITY_DELETES)
                    .filter(delete -> delete.specId() == table.spec().specId())
                    .collect(Collectors.groupingBy(
                            delete -> List.of(delete.equalityFieldIds(), committed.lower(delete.dataSequenceNumber()))))
                    .values()
                    .stream()
                    .map(group -> Levels.small(group, delete -> delete, small -> 0))
                    .filter(small -> !small.isEmpty())
                    .toList();
        }
    }
}
