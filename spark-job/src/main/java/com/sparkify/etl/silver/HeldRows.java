package com.sparkify.etl.silver;

import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.RejectedRow;
import com.sparkify.etl.source.RowSink;
import com.sparkify.etl.source.SongRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Buffers the rows of one object until it is known to be acceptable: in memory while they are few, then in files. */
final class HeldRows implements RowSink {
    private static final int IN_MEMORY = 20_000;
    /** Rejected rows carry up to 64 KB of text each. */
    private static final long TEXT_IN_MEMORY = 8L << 20;

    private final String objectKey;
    private final Supplier<SilverWriter> writers;
    private final List<Consumer<SilverWriter>> held = new ArrayList<>();
    private long heldText;
    private SilverWriter own;

    HeldRows(String objectKey, Supplier<SilverWriter> writers) {
        this.objectKey = objectKey;
        this.writers = writers;
    }

    @Override
    public void play(long line, Play play) {
        hold(writer -> writer.play(objectKey, line, play));
    }

    @Override
    public void song(long ordinal, SongRecord song) {
        hold(writer -> writer.song(objectKey, ordinal, song));
    }

    @Override
    public void rejected(RejectedRow row) {
        heldText += row.raw().length();
        hold(writer -> writer.rejected(objectKey, row));
    }

    private void hold(Consumer<SilverWriter> row) {
        if (own != null) {
            row.accept(own);
            return;
        }
        held.add(row);
        if (held.size() == IN_MEMORY || heldText > TEXT_IN_MEMORY) {
            own = writers.get();
            held.forEach(earlier -> earlier.accept(own));
            held.clear();
        }
    }

    /** Moves the rows to {@code shared}, or returns the files that hold them. */
    SilverFiles release(SilverWriter shared) {
        held.forEach(row -> row.accept(shared));
        return own == null ? SilverFiles.NONE : own.complete();
    }

    /** Discards all rows. */
    void drop() {
        held.clear();
        if (own != null) {
            own.abort();
        }
    }
}
