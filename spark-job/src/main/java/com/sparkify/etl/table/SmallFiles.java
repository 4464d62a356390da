package com.sparkify.etl.table;

import java.time.Duration;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.io.ContentCache;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;

/**
 * Opens data and delete files. A small file is fetched with one request instead of one for the footer and each column, and
 * kept in memory, because the steps of a run read the same recent files. Files are immutable.
 */
final class SmallFiles {
    private static final long MOST_BYTES_OF_FILE = 256 << 10;
    private static final long MOST_BYTES = 32L << 20;
    private static final ContentCache CACHE =
            new ContentCache(Duration.ofMinutes(10).toMillis(), MOST_BYTES, MOST_BYTES_OF_FILE);

    /** About the size of a compressed row group, which is what a look-up of one row reads. */
    private static final long BYTES_OF_ROW = 200 << 10;

    /** Holds about eight of the largest files. The next slice of a derivation, or look-up of users, reads the same ones. */
    private static final ContentCache WHOLE =
            new ContentCache(Duration.ofMinutes(10).toMillis(), 2 * MOST_BYTES, 2 * LakeTable.TARGET_BYTES);

    private SmallFiles() {}

    /**
     * Opens a file of which rows at random places are read: if most of its bytes would be, one request fetches it whole.
     *
     * @param rows number of these rows
     * @param columns share of the columns that are read
     */
    static InputFile open(FileIO io, ContentFile<?> file, int rows, double columns) {
        return file.fileSizeInBytes() > MOST_BYTES_OF_FILE && rows * columns * BYTES_OF_ROW >= file.fileSizeInBytes()
                ? WHOLE.tryCache(io.newInputFile(file.location(), file.fileSizeInBytes()))
                : open(io, file);
    }

    /** Passes the length of the file from metadata, which saves a request. */
    static InputFile open(FileIO io, ContentFile<?> file) {
        InputFile input = io.newInputFile(file.location(), file.fileSizeInBytes());
        return file.fileSizeInBytes() <= MOST_BYTES_OF_FILE ? CACHE.tryCache(input) : input;
    }
}
