package com.sparkify.local.stack;

import com.sparkify.local.cleanup.Teardown;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS clients for one stack, deployed or local. */
public final class StackClients implements AutoCloseable {

    private final Teardown teardown = new Teardown();
    private final Optional<StandIns> standIns;
    private final S3Client s3;
    private final SqsClient sqs;
    private final EmrServerlessClient emr;
    private final LambdaClient lambda;

    private StackClients(Optional<StandIns> standIns) {
        this.standIns = standIns;
        // The local S3 serves all buckets under one host.
        this.s3 = build(S3Client.builder().forcePathStyle(standIns.isPresent() ? Boolean.TRUE : null), StandIns::s3);
        this.sqs = build(SqsClient.builder(), StandIns::sqs);
        this.emr = build(EmrServerlessClient.builder(), StandIns::emr);
        this.lambda = build(LambdaClient.builder(), StandIns::lambda);
    }

    /** Uses the default region and credentials. */
    public static StackClients ofAws() {
        return new StackClients(Optional.empty());
    }

    public static StackClients of(StandIns standIns) {
        return new StackClients(Optional.of(standIns));
    }

    public S3Client s3() {
        return s3;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public EmrServerlessClient emr() {
        return emr;
    }

    public LambdaClient lambda() {
        return lambda;
    }

    /** CloudWatch has no stand-in. */
    public CloudWatchClient cloudWatch() {
        return teardown.add(CloudWatchClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    }

    @Override
    public void close() throws IOException {
        teardown.close();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable> C build(
            B builder, Function<StandIns, URI> endpoint) {
        builder.httpClient(teardown.add(UrlConnectionHttpClient.create()));
        standIns.ifPresent(local -> builder.endpointOverride(endpoint.apply(local))
                .region(Region.of(local.keys().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        local.keys().accessKeyId(), local.keys().secretAccessKey()))));
        return teardown.add(builder.build());
    }
}
