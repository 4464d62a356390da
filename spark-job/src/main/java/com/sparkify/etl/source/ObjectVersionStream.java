package com.sparkify.etl.source;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.PreconditionFailedException;
import com.sparkify.etl.lake.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads the bytes of one version. Resumes a broken connection at its offset with the same version; throws
 * {@link ChangedException} if another version has replaced it.
 */
final class ObjectVersionStream extends InputStream {
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final ObjectStore input;
    private final ObjectVersion pin;
    private InputStream body;
    private long position;
    private int failures;

    ObjectVersionStream(ObjectStore input, ObjectVersion pin) {
        this.input = input;
        this.pin = pin;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position < pin.size()) {
            try {
                if (body == null) {
                    body = open();
                }
                int count = body.read(buffer, offset, length);
                if (count > 0) {
                    position += count;
                    return count;
                }
                throw new IOException("the body ends %d bytes early".formatted(pin.size() - position));
            } catch (ChangedException | UnavailableException e) {
                throw e;
            } catch (IOException e) {
                retryAfter(e);
            }
        }
        return -1;
    }

    /**
     * Returns the remaining bytes of the version: a reader of several gzip members must not take a network pause for
     * the end.
     */
    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, pin.size() - position);
    }

    private InputStream open() throws IOException {
        try {
            return input.open(pin.key(), pin.etag(), position);
        } catch (PreconditionFailedException e) {
            throw new ChangedException(pin.key());
        } catch (StoreException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    private void retryAfter(IOException e) throws IOException {
        close();
        if (++failures >= ATTEMPTS) {
            throw new UnavailableException("Reading broke off %d times: %s".formatted(failures, e.getMessage()), e);
        }
        try {
            Thread.sleep(FIRST_PAUSE.toMillis() << failures);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Reading was interrupted", interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        InputStream open = body;
        body = null;
        if (open != null) {
            open.close();
        }
    }

    /** Thrown if the version is no longer the current one. */
    static final class ChangedException extends IOException {
        ChangedException(String key) {
            super(key);
        }
    }

    /** Thrown if the store cannot return the object at present. */
    static final class UnavailableException extends IOException {
        UnavailableException(String message, Exception cause) {
            super(message, cause);
        }
    }
}
