package com.sparkify.local.s3;

import com.sparkify.local.access.SigningKeys;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
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
                .build();
    }
}
