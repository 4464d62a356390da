package com.sparkify.etl.lake;

/** An object being written: it appears whole at {@link #complete}, by one PUT or one multipart completion. */
public interface Upload extends AutoCloseable {
    /** Appends bytes. */
    void write(byte[] bytes);

    /** Makes the object appear. */
    void complete();

    /** Drops what was written if it was not completed. */
    @Override
    void close();
}
