package com.sparkify.etl.silver;

import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/** Uncommitted data files of the silver tables. */
public record SilverFiles(Map<LakeTable, FileChanges> byTable) implements Serializable {
    static final SilverFiles NONE = new SilverFiles(new EnumMap<>(LakeTable.class));

    static SilverFiles of(LakeTable table, List<DataFile> files) {
        EnumMap<LakeTable, FileChanges> one = new EnumMap<>(LakeTable.class);
        one.put(table, new FileChanges(files, List.of()));
        return new SilverFiles(one);
    }

    /** Returns the locations of the look-up files. */
    public Set<String> lookups() {
        return byTable.getOrDefault(LakeTable.LOOKUPS, FileChanges.NONE).data().stream()
                .map(DataFile::location)
                .collect(Collectors.toSet());
    }

    public SilverFiles and(SilverFiles other) {
        EnumMap<LakeTable, FileChanges> all = new EnumMap<>(LakeTable.class);
        all.putAll(byTable);
        other.byTable.forEach((table, files) -> all.merge(table, files, FileChanges::and));
        return new SilverFiles(all);
    }
}
