package com.sparkify.local.access;

import java.time.Instant;

/**
 * One answered request.
 *
 * @param path as sent, percent-encoded
 * @param signed whether the request carried a signature; {@code status} tells whether it was accepted
 * @param bytes total size of both bodies; 0 if the stand-in does not count them
 */
public record Access(Instant time, String method, String path, boolean signed, int status, long bytes) {

    /** Returns the line of an access log: time, method, path, signed or unsigned, status, separated by tabs. */
    public String toLine() {
        return String.join(
                "\t", time.toString(), method, path, signed ? "signed" : "unsigned", Integer.toString(status));
    }
}
