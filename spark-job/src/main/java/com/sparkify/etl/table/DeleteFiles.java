package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Lists delete files, including those that apply to no data file. */
public final class DeleteFiles {
    private DeleteFiles() {}

    /** Returns all delete files of the current snapshot. */
    public static List<DeleteFile> of(Table table) {
        Snapshot current = table.currentSnapshot();
        List<DeleteFile> files = new ArrayList<>();
        if (current == null) {
            return files;
        }
        for (ManifestFile manifest : current.deleteManifests(table.io())) {
            try (ManifestReader<DeleteFile> entries =
                    ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
                entries.forEach(file -> files.add(file.copy()));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + manifest.path(), e);
            }
        }
        return files;
    }
}
