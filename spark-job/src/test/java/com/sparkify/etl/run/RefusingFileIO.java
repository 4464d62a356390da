package com.sparkify.etl.run;

import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.OutputFile;

/** Local files, except that those of one table can be made to fail. */
public final class RefusingFileIO extends HadoopFileIO {
    private static volatile String refused;

    /** From now on no data file whose path contains {@code text} can be written; null lets all be written. */
    static void refuse(String text) {
        refused = text;
    }

    @Override
    public OutputFile newOutputFile(String path) {
        if (refused != null && path.contains(refused)) {
            throw new IllegalStateException("refused what contains '" + refused + "'");
        }
        return super.newOutputFile(path);
    }
}
