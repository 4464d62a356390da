package com.sparkify.etl.erase;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.table.DeleteFiles;
import com.sparkify.etl.table.FileErasure;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RowRule;
import com.sparkify.etl.table.TableReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Deletes files of interrupted runs that no snapshot references and that contain data of a user. A data file is read
 * first, because it may belong to a concurrent rewrite; if it contains rows of the user, the files it was written from
 * are gone, so that rewrite cannot commit. Manifests and delete files are deleted if they are older than this run.
 */
final class Orphans {
    private final LakeTables tables;
    private final Instant begun;

    /** @param begun start of this run */
    Orphans(LakeTables tables, Instant begun) {
        this.tables = tables;
        this.begun = begun;
    }

    /** Deletes those of one table and returns their number. */
    long remove(LakeTable name, RowRule rule) {
        Table table = tables.get(name);
        if (table.currentSnapshot() == null || !(table.io() instanceof SupportsPrefixOperations files)) {
            return 0;
        }
        Set<String> named = named(name, table);
        FileErasure erasure = new FileErasure(table, rule);
        List<String> orphans = new ArrayList<>();
        for (FileInfo file : files.listPrefix(table.location() + "/")) {
            if (!named.contains(normal(file.location())) && isToGo(file, erasure)) {
                orphans.add(file.location());
            }
        }
        orphans.forEach(table.io()::deleteFile);
        return orphans.size();
    }

    private boolean isToGo(FileInfo file, FileErasure erasure) {
        String path = file.location();
        boolean isOld = file.createdAtMillis() < begun.toEpochMilli();
        if (path.endsWith("-deletes.parquet") || isManifest(path)) {
            return isOld;
        }
        return path.endsWith(".parquet") && erasure.isTouched(path);
    }

    /** Returns true for manifests, which contain column bounds; manifest lists contain only those of partitions. */
    private static boolean isManifest(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.endsWith(".avro") && !file.startsWith("snap-");
    }

    private Set<String> named(LakeTable name, Table table) {
        Set<String> named = new HashSet<>();
        new TableReader(tables)
                .forEachFile(
                        name, alwaysTrue(), task -> named.add(normal(task.file().location())));
        DeleteFiles.of(table).forEach(file -> named.add(normal(file.location())));
        table.currentSnapshot().allManifests(table.io()).forEach(manifest -> named.add(normal(manifest.path())));
        return named;
    }

    /** Normalizes the location of a local file, which may be a path, or a URI with one slash or three. */
    private static String normal(String location) {
        return location.replaceFirst("^file:/+", "/");
    }
}
