package com.sparkify.launcher;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Creates the SDK's clients; region, endpoints and credentials come from the SDK's environment. */
record AwsClients(S3Client s3, EmrServerlessClient emr) {
    /** Retries end by the deadline of the invocation rather than by their number. */
    private static final int ATTEMPTS = 12;

    static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** @param credentials null for the SDK's default chain, which resolves them on first use */
    static AwsClients over(SdkHttpClient http, AwsCredentialsProvider credentials) {
        S3Client s3 = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                // TLS protects the few kilobytes of a manifest; trailing checksums would load more classes and copy the
                // body.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(o -> o.retryStrategy(retries()).addExecutionInterceptor(new WithoutExpect()))
                .build();
        EmrServerlessClient emr = EmrServerlessClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(o -> o.retryStrategy(retries()))
                .build();
        return new AwsClients(s3, emr);
    }

    private static AdaptiveRetryStrategy retries() {
        return AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .build();
    }

    /** Omits "Expect: 100-continue", which costs a round trip, and seconds if the server does not answer it. */
    private static final class WithoutExpect implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder().removeHeader("Expect").build();
        }
    }
}
