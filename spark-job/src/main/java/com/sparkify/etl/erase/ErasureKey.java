package com.sparkify.etl.erase;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Location of the tombstone key: a file, or an HMAC key that never leaves KMS. In the latter case the tombstone key is
 * the MAC of a fixed text, which only principals with access to the KMS key can compute.
 *
 * @param location {@code file:/path} or the ARN of a KMS key
 */
public record ErasureKey(String location) {
    private static final Pattern KMS_KEY = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");
    private static final int LEAST_BYTES = 16;

    public ErasureKey {
        if (!location.startsWith("file:/") && !KMS_KEY.matcher(location).matches()) {
            throw new IllegalArgumentException(
                    "--erasure-key must be file:/path or the ARN of an HMAC key of KMS: '" + location + "'");
        }
    }

    /**
     * Reads the key.
     *
     * @throws IllegalStateException if the key is not accessible
     */
    byte[] read() {
        byte[] key = location.startsWith("file:") ? ofFile() : KmsMac.of(location);
        if (key.length < LEAST_BYTES) {
            throw new IllegalStateException(
                    "The erasure key must have %d bytes or more: %s has %d. Give it random bytes, before the first erasure"
                            .formatted(LEAST_BYTES, location, key.length));
        }
        return key;
    }

    private byte[] ofFile() {
        try {
            return Files.readAllBytes(Path.of(URI.create(location)));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot read the erasure key %s: %s. Without it erased users cannot be recognised: restore it"
                            .formatted(location, e),
                    e);
        }
    }
}
