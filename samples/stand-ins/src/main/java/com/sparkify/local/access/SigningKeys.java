package com.sparkify.local.access;

import java.util.Objects;

/** The key pair that the local stand-ins accept, and the signing region. */
public record SigningKeys(String accessKeyId, String secretAccessKey, String region) {

    /** Constants: they open nothing but servers on the loopback address. */
    public static final SigningKeys LOCAL = new SigningKeys("local", "local-secret", "us-east-1");

    public SigningKeys {
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(secretAccessKey, "secretAccessKey");
        Objects.requireNonNull(region, "region");
    }
}
