package com.sparkify.local.s3;

import com.sparkify.local.access.SigningKeys;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the local S3: ordinary ones, but for the endpoint and the keys. */
public final class LocalS3 {

    static {
        // s3proxy closes a connection after some answers, and UrlConnectionHttpClient would write into it and fail.
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
