package com.sparkify.etl.source;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.source.ReadOutcome.Status;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads one object version completely and returns the outcome. Never throws because of an object's content. */
public final class ObjectReader {
    private static final int GZIP_MAGIC = 0x1f8b;

    private final ObjectStore input;
    private final UserSet erased;

    /** @param erased users whose rows are counted and dropped */
    public ObjectReader(ObjectStore input, UserSet erased) {
        this.input = input;
        this.erased = erased;
    }

    /** Passes the object's rows to {@code out} and returns the outcome. */
    public ReadOutcome read(ObjectVersion pin, RowSink out) {
        try (InputStream pinned = new ObjectVersionStream(input, pin);
                InputStream in = decompressed(pinned)) {
            return parse(pin, in, out);
        } catch (ObjectVersionStream.ChangedException e) {
            return ReadOutcome.failed(pin.key(), Status.CHANGED, "Another version took its place during the read");
        } catch (ObjectVersionStream.UnavailableException e) {
            return ReadOutcome.failed(pin.key(), Status.UNAVAILABLE, e.getMessage());
        } catch (EOFException | ZipException e) {
            return ReadOutcome.failed(pin.key(), Status.UNREADABLE, "The gzip stream is broken: " + e.getMessage());
        } catch (IOException e) {
            return ReadOutcome.failed(pin.key(), Status.UNAVAILABLE, e.toString());
        }
    }

    private ReadOutcome parse(ObjectVersion pin, InputStream in, RowSink out) throws IOException {
        return switch (pin.kind()) {
            case LOG -> new LogReader(pin.key(), erased, out).read(in);
            case SONG -> new SongReader(pin.key(), erased).read(in, out);
        };
    }

    /** Detects gzip by its first bytes, since names and content encodings are unreliable. */
    private static InputStream decompressed(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 64 * 1024);
        buffered.mark(2);
        boolean gzip = (buffered.read() << 8 | buffered.read()) == GZIP_MAGIC;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, 64 * 1024) : buffered;
    }
}
