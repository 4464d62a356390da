package com.sparkify.local.s3;

import com.sparkify.local.access.SigningKeys;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Creates clients of the local S3, which differ only in endpoint and keys. */
public final class LocalS3 {

    static {
        // s3proxy closes some connections after a response, and UrlConnectionHttpClient would fail on reuse.
        System.setProperty("http.keepAlive", "false");
    }

    private LocalS3() {}

    public static S3Client client(URI endpoint, SigningKeys keys) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.of(keys.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.addExecutionInterceptor(new WithoutExpect()))
                .build();
    }

    /**
     * Omits "Expect: 100-continue": if the answer is an error at once, such as 412, UrlConnectionHttpClient may lose it and
     * fail with "Unexpected end of file from server".
     */
    private static final class WithoutExpect implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder().removeHeader("Expect").build();
        }
    }
}
