package com.sparkify.etl.lake;

/**
 * An object being written. It becomes visible as a whole at {@link #complete}, by one PUT or one multipart completion.
 */
public interface Upload extends AutoCloseable {
    /** Appends bytes. */
    void write(byte[] bytes);

    /** Makes the object visible. */
    void complete();

    /** Discards an upload that was not completed. */
    @Override
    void close();
}
