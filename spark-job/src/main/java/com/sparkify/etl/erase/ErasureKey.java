package com.sparkify.etl.erase;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/**
 * Where the key of the tombstones is: a file, or an HMAC key of KMS, which never leaves KMS. Then the key of the tombstones
 * is a MAC of a fixed text, which only whoever may use that key of KMS can compute.
 *
 * @param location {@code file:/path} or the ARN of a key of KMS
 */
public record ErasureKey(String location) {
    private static final Pattern KMS_KEY = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");
    private static final String KMS_MESSAGE = "sparkify erasure tombstones";
    private static final int REGION = 3;
    private static final int LEAST_BYTES = 16;

    public ErasureKey {
        if (!location.startsWith("file:/") && !KMS_KEY.matcher(location).matches()) {
            throw new IllegalArgumentException(
                    "--erasure-key must be file:/path or the ARN of an HMAC key of KMS: '" + location + "'");
        }
    }

    /**
     * The key's bytes.
     *
     * @throws IllegalStateException if it cannot be had
     */
    byte[] read() {
        byte[] key = location.startsWith("file:") ? ofFile() : ofKms();
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

    private byte[] ofKms() {
        // the class path of a cluster has several HTTP clients, of which the SDK does not choose
        try (KmsClient kms = KmsClient.builder()
                .region(Region.of(location.split(":")[REGION]))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build()) {
            return kms.generateMac(request -> request.keyId(location)
                            .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                            .message(SdkBytes.fromString(KMS_MESSAGE, StandardCharsets.UTF_8)))
                    .mac()
                    .asByteArray();
        } catch (SdkException e) {
            throw new IllegalStateException(
                    "Cannot use the erasure key %s: %s. The job's role needs kms:GenerateMac on it"
                            .formatted(location, e.getMessage()),
                    e);
        }
    }
}
