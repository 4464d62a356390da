package com.sparkify.etl.lake;

import java.time.Duration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** The JVM's shared S3 client, created at first use and configured by the SDK's environment. */
final class S3ClientHolder {
    private static final int ATTEMPTS = 8;
    /** Each task reads over 32 connections; the driver needs some for other requests. */
    private static final int CONNECTIONS = 32 * Math.max(4, Runtime.getRuntime().availableProcessors()) + 16;

    static final S3Client CLIENT = S3Client.builder()
            .httpClientBuilder(
                    ApacheHttpClient.builder().maxConnections(CONNECTIONS).socketTimeout(Duration.ofSeconds(60)))
            .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                    .maxAttempts(ATTEMPTS)
                    .build()))
            .build();

    private S3ClientHolder() {}
}
