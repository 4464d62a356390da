package com.sparkify.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The account's EMR Serverless quota of concurrent vCPUs, from {@code GetServiceQuota} of Service Quotas. A single call
 * does not justify another client: the SDK's signer and HTTP client make it.
 */
public final class VcpuQuota {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] REQUEST =
            "{\"ServiceCode\":\"emr-serverless\",\"QuotaCode\":\"L-D05C8A75\"}".getBytes(StandardCharsets.UTF_8);

    private final SdkHttpClient http;
    private final URI endpoint;
    private final String region;
    private final AwsCredentialsProvider credentials;

    public VcpuQuota(SdkHttpClient http, URI endpoint, String region, AwsCredentialsProvider credentials) {
        this.http = http;
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /** @throws SdkClientException if the service does not return it */
    double value() {
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request())
                        .payload(() -> new ByteArrayInputStream(REQUEST))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "servicequotas")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        try {
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElseThrow())
                            .build())
                    .call();
            String body = text(response);
            JsonNode value = JSON.readTree(body).path("Quota").path("Value");
            if (!response.httpResponse().isSuccessful() || !value.isNumber()) {
                throw SdkClientException.create("Service Quotas answered %d: %s"
                        .formatted(response.httpResponse().statusCode(), body));
            }
            return value.asDouble();
        } catch (IOException e) {
            throw SdkClientException.create("Service Quotas at " + endpoint + " did not answer: " + e.getMessage(), e);
        }
    }

    private SdkHttpRequest request() {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("Content-Length", String.valueOf(REQUEST.length))
                .putHeader("X-Amz-Target", "ServiceQuotasV20190624.GetServiceQuota")
                .build();
    }

    private static String text(HttpExecuteResponse response) throws IOException {
        try (InputStream body = response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
