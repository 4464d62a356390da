package com.sparkify.etl.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.iceberg.ContentFile;

/** Selects small files to compact, by levels of size. */
final class Levels {
    private static final int FACTOR = 8;
    private static final long FIRST_BYTES = LakeTable.TARGET_BYTES / FACTOR / FACTOR;
    /** Rows are sorted in memory. */
    private static final long MOST_BYTES = 24L << 20;

    private static final long MOST_ROWS = 250_000;
    static final int FILES = 10;

    private Levels() {}

    /**
     * Returns the files to compact: those below the smallest level that has enough files; empty if no level has.
     *
     * @param more how many other files are compacted with some files
     */
    static <T> List<T> small(List<T> all, Function<T, ContentFile<?>> file, ToIntFunction<List<T>> more) {
        List<T> bySize = all.stream()
                .sorted(Comparator.comparingLong(one -> file.apply(one).fileSizeInBytes()))
                .toList();
        for (long level = FIRST_BYTES; level <= LakeTable.TARGET_BYTES; level *= FACTOR) {
            List<T> below = below(bySize, file, level);
            long tier = level == FIRST_BYTES ? 0 : level / FACTOR;
            long ofTier = below.stream()
                    .filter(one -> file.apply(one).fileSizeInBytes() >= tier)
                    .count();
            // a large file is not rewritten for a few small ones
            boolean isTierFull = ofTier >= FILES / 2;
            if (below.size() > 1 && isTierFull && below.size() + more.applyAsInt(below) >= FILES) {
                return below;
            }
        }
        return List.of();
    }

    /** Returns the smallest files below the level, up to the memory limit. */
    private static <T> List<T> below(List<T> bySize, Function<T, ContentFile<?>> file, long level) {
        List<T> below = new ArrayList<>();
        long bytes = 0;
        long rows = 0;
        for (T one : bySize) {
            bytes += file.apply(one).fileSizeInBytes();
            rows += file.apply(one).recordCount();
            if (file.apply(one).fileSizeInBytes() >= level || bytes > MOST_BYTES || rows > MOST_ROWS) {
                break;
            }
            below.add(one);
        }
        return below;
    }
}
