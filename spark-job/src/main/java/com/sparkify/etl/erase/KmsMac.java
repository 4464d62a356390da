package com.sparkify.etl.erase;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/** Asks KMS for the MAC of a fixed text. Apart from {@link ErasureKey}, so that arguments are parsed without the SDK. */
final class KmsMac {
    private static final String KMS_MESSAGE = "sparkify erasure tombstones";
    private static final int REGION = 3;

    private KmsMac() {}

    /** @throws IllegalStateException if KMS refuses or cannot be reached */
    static byte[] of(String location) {
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
