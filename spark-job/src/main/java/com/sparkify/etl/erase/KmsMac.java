package com.sparkify.etl.erase;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/**
 * Requests the MAC of a fixed text from KMS. Separate from {@link ErasureKey}, so that parsing arguments loads no SDK
 * class.
 */
final class KmsMac {
    private static final String KMS_MESSAGE = "sparkify erasure tombstones";
    private static final int REGION = 3;

    private KmsMac() {}

    /** @throws IllegalStateException if KMS refuses or cannot be reached */
    static byte[] of(String location) {
        // the SDK refuses to choose between the several HTTP clients on a cluster's class path
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
