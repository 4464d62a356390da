package com.sparkify.local.access;

import java.util.Objects;

/** The one pair of keys that the local stand-ins know, and the region in whose name requests are signed. */
public record SigningKeys(String accessKeyId, String secretAccessKey, String region) {

    /** Fixed: they open nothing but servers on the loopback address. */
    public static final SigningKeys LOCAL = new SigningKeys("local", "local-secret", "us-east-1");

    public SigningKeys {
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(secretAccessKey, "secretAccessKey");
        Objects.requireNonNull(region, "region");
    }
}
